//! How children are started: those with a history in the journal, express ones in memory.

use std::sync::Arc;

use engine::map_run::{Child, Ending, ExecutionType};
use store::tables::executions::{self as rows, ChildOf, Redrives, Rest};
use store::tables::map_children::MapChild;
use tokio::sync::oneshot;

use super::driver::{Closed, Driver, Under, pause};
use super::feeder::Waiting;
use super::in_memory;
use super::registry::Word;
use crate::express::Birth;
use crate::ground::Ground;
use crate::letter::{Address, Letter, Message};
use crate::{Error, Origin, resident};

impl Driver {
    /// Starts a child that has work to do or has to wait; gives its number if it runs in memory.
    pub(super) fn start(&self, under: &Under, waiting: Waiting) -> Result<Option<i64>, Closed> {
        let child = under.children.child(waiting.number);
        let input = under.children.start(&child, &under.start, waiting.batch.input.clone());
        if under.children.execution_type == ExecutionType::Express {
            return self.start_express(under, &child, input, &waiting).map(Some);
        }
        let shard = self.ground.map_runs.shard(&child.arn).ok_or(Closed)?;
        let row = self.row(under, &child, &waiting);
        let (reply, replied) = oneshot::channel();
        let (definition, program) = (Arc::clone(&under.definition), Arc::clone(&under.program));
        let input = Box::new(input);
        let beginning = resident::Beginning { row, definition, program, input, reply };
        shard.send(Message::Begin(Box::new(beginning)));
        let (ground, words, arn) = (Arc::clone(&self.ground), self.words.clone(), child.arn);
        tokio::spawn(async move {
            let Ok(Err(_)) = replied.await else { return };
            let word = refused(&ground, &arn, waiting).await;
            if let Some((words, word)) = words.upgrade().zip(word) {
                let _ = words.send(word);
            }
        });
        Ok(None)
    }

    /// It leaves a row when it is over. One that a crash cuts off is begun again.
    fn start_express(
        &self,
        under: &Under,
        child: &Child,
        input: engine::Start,
        waiting: &Waiting,
    ) -> Result<i64, Closed> {
        let shard = self.ground.map_runs.express_shard(&child.arn).ok_or(Closed)?;
        let number = self.ground.next_number();
        let origin = Arc::new(Origin {
            execution_arn: child.arn.as_str().into(),
            execution: child.name.clone(),
            machine: under.children.machine_name().to_owned(),
            definition: self.origin.definition.clone(),
            handlers_folder: self.origin.handlers_folder.clone(),
        });
        let ((ended, end), (reply, _)) = (oneshot::channel(), oneshot::channel());
        let (program, input, ended) = (Arc::clone(&under.program), Box::new(input), Some(ended));
        let birth = Birth { number, program, origin, input, logged: None, reply, ended };
        shard.send(Message::BeginExpress(Box::new(birth)));
        let (words, child) = (self.words.clone(), (waiting.number, u64::from(waiting.batch.items)));
        let input = waiting.batch.input.text().to_owned();
        tokio::spawn(async move {
            let Ok(ended) = end.await else { return };
            let row = in_memory::row(child.0, child.1, input, &ended.status, ended.stopped_at);
            let row = MapChild { started_at: ended.started_at.0, ..row };
            if let Some(words) = words.upgrade() {
                let _ = words.send(Word::EndedInMemory(Box::new(row)));
            }
        });
        Ok(number)
    }

    /// Lets a child with a history go on.
    pub(super) fn redrive(&self, under: &Under, number: u64, items: u64) -> Result<(), Closed> {
        let arn = under.children.child(number).arn;
        let shard = self.ground.map_runs.shard(&arn).ok_or(Closed)?;
        let (reply, replied) = oneshot::channel();
        shard.send(Message::Post(Address::Arn(arn.into()), Letter::Redrive { client_token: None, reply }));
        let (ground, words) = (Arc::clone(&self.ground), self.words.clone());
        tokio::spawn(async move {
            let word = match replied.await {
                Ok(Err(Error::NotRedrivable(_))) => Word::Ended { number, items, ending: Ending::Failed },
                Ok(Err(_)) => {
                    pause(&ground).await;
                    Word::NotRedriven { number }
                }
                Ok(Ok(_)) | Err(_) => return,
            };
            if let Some(words) = words.upgrade() {
                let _ = words.send(word);
            }
        });
        Ok(())
    }

    fn row(&self, under: &Under, child: &Child, waiting: &Waiting) -> rows::Execution {
        let items = u64::from(waiting.batch.items);
        rows::Execution {
            id: self.ground.next_number(),
            arn: child.arn.clone(),
            name: child.name.clone(),
            machine: under.children.machine_name().to_owned(),
            definition: self.origin.definition.clone(),
            handlers_folder: self.origin.handlers_folder.clone(),
            status: "RUNNING".into(),
            started_at: 0,
            stopped_at: None,
            input: waiting.batch.input.text().to_owned(),
            output: None,
            error: None,
            cause: None,
            last_event: 0,
            rest: Rest::Awake,
            redrives: Redrives::default(),
            child_of: Some(ChildOf { map_run: under.id, number: waiting.number, items }),
        }
    }
}

/// A child was not begun: the disk failed, or a child of that name is there already.
async fn refused(ground: &Ground, arn: &str, waiting: Waiting) -> Option<Word> {
    pause(ground).await;
    let Ok(Some(row)) = ground.store.read(|tables| tables.executions().by_arn(arn)) else {
        return Some(Word::NotStarted(waiting));
    };
    let ending = in_memory::ending(&row.status)?;
    Some(Word::Ended { number: waiting.number, items: u64::from(waiting.batch.items), ending })
}
