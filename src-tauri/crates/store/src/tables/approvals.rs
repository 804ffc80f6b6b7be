//! Steps that wait for a person, and what was decided.

use rusqlite::{Connection, OptionalExtension, Row, named_params};

use crate::{Error, migrations::Migration};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    date: 202611232207,
    sql: "CREATE TABLE approvals (
        id TEXT PRIMARY KEY,
        execution_arn TEXT NOT NULL,
        ticket INTEGER NOT NULL,
        token TEXT NOT NULL,
        workflow TEXT NOT NULL,
        state TEXT NOT NULL,
        title TEXT NOT NULL,
        instructions TEXT,
        evidence TEXT NOT NULL,
        on_reject TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('pending', 'approved', 'rejected', 'closed')),
        requested_at INTEGER NOT NULL,
        due_at INTEGER,
        decided_by TEXT,
        decided_at INTEGER,
        comment TEXT,
        closed_reason TEXT,
        UNIQUE (execution_arn, ticket)
    ) STRICT;
    CREATE INDEX approvals_pending ON approvals (requested_at) WHERE status = 'pending'",
}];

/// How far an approval is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nobody decided yet.
    Pending,
    /// Somebody said yes.
    Approved,
    /// Somebody said no.
    Rejected,
    /// It needs no decision any more.
    Closed,
}

impl Status {
    /// The word that is stored.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Closed => "closed",
        }
    }

    /// The status a stored word means; the schema allows no other word.
    fn from_word(word: &str) -> Self {
        match word {
            "pending" => Self::Pending,
            "approved" => Self::Approved,
            "rejected" => Self::Rejected,
            _ => Self::Closed,
        }
    }
}

/// A request for a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Opaque id.
    pub id: String,
    /// Execution that waits.
    pub execution_arn: String,
    /// Ticket of the waiting task.
    pub ticket: u64,
    /// Task token that answers it.
    pub token: String,
    /// Name of the workflow.
    pub workflow: String,
    /// Name of the waiting state.
    pub state: String,
    /// What is asked, in one sentence.
    pub title: String,
    /// Text under the title.
    pub instructions: Option<String>,
    /// The data the step was given, as JSON text.
    pub evidence: String,
    /// `data` or `error`: how a rejection is reported to the workflow.
    pub on_reject: String,
    /// How far it is.
    pub status: Status,
    /// Milliseconds since 1970.
    pub requested_at: i64,
    /// When the step times out; milliseconds since 1970.
    pub due_at: Option<i64>,
    /// Name of the person who decided.
    pub decided_by: Option<String>,
    /// Milliseconds since 1970.
    pub decided_at: Option<i64>,
    /// What the person wrote.
    pub comment: Option<String>,
    /// Why it was closed without a decision.
    pub closed_reason: Option<String>,
}

impl Approval {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            execution_arn: row.get("execution_arn")?,
            ticket: row.get("ticket")?,
            token: row.get("token")?,
            workflow: row.get("workflow")?,
            state: row.get("state")?,
            title: row.get("title")?,
            instructions: row.get("instructions")?,
            evidence: row.get("evidence")?,
            on_reject: row.get("on_reject")?,
            status: Status::from_word(&row.get::<_, String>("status")?),
            requested_at: row.get("requested_at")?,
            due_at: row.get("due_at")?,
            decided_by: row.get("decided_by")?,
            decided_at: row.get("decided_at")?,
            comment: row.get("comment")?,
            closed_reason: row.get("closed_reason")?,
        })
    }
}

/// Questions to the table.
#[derive(Clone, Copy, Debug)]
pub struct Reads<'c>(pub(crate) &'c Connection);

impl Reads<'_> {
    /// One approval.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn by_id(&self, id: &str) -> Result<Option<Approval>, Error> {
        let mut statement = self.0.prepare_cached("SELECT * FROM approvals WHERE id = ?1")?;
        Ok(statement.query_row([id], Approval::read).optional()?)
    }

    /// The approval of one waiting task.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn by_ticket(&self, execution_arn: &str, ticket: u64) -> Result<Option<Approval>, Error> {
        let query = "SELECT * FROM approvals WHERE execution_arn = ?1 AND ticket = ?2";
        let mut statement = self.0.prepare_cached(query)?;
        Ok(statement.query_row(rusqlite::params![execution_arn, ticket], Approval::read).optional()?)
    }

    /// All that wait, oldest first.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn pending(&self) -> Result<Vec<Approval>, Error> {
        let query = "SELECT * FROM approvals WHERE status = 'pending' ORDER BY requested_at, id";
        let mut statement = self.0.prepare_cached(query)?;
        let rows = statement.query_map([], Approval::read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// All that wait (oldest first), then at most `max` that do not (latest first).
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn list(&self, max: u32) -> Result<Vec<Approval>, Error> {
        let mut list = self.pending()?;
        let query = "SELECT * FROM approvals WHERE status <> 'pending' ORDER BY rowid DESC LIMIT ?1";
        let mut statement = self.0.prepare_cached(query)?;
        for approval in statement.query_map([max], Approval::read)? {
            list.push(approval?);
        }
        Ok(list)
    }
}

/// Changes to the table.
#[derive(Clone, Copy, Debug)]
pub struct Writes<'c>(pub(crate) &'c Connection);

impl Writes<'_> {
    /// Adds a request. False if this ticket already has one: asking twice changes nothing.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn request(&self, approval: &Approval) -> Result<bool, Error> {
        let query =
            "INSERT INTO approvals (id, execution_arn, ticket, token, workflow, state, title, instructions,
                evidence, on_reject, status, requested_at, due_at)
            VALUES (:id, :execution_arn, :ticket, :token, :workflow, :state, :title, :instructions,
                :evidence, :on_reject, 'pending', :requested_at, :due_at)
            ON CONFLICT (execution_arn, ticket) DO NOTHING";
        let new = self.0.prepare_cached(query)?.execute(named_params! {
            ":id": approval.id,
            ":execution_arn": approval.execution_arn,
            ":ticket": approval.ticket,
            ":token": approval.token,
            ":workflow": approval.workflow,
            ":state": approval.state,
            ":title": approval.title,
            ":instructions": approval.instructions,
            ":evidence": approval.evidence,
            ":on_reject": approval.on_reject,
            ":requested_at": approval.requested_at,
            ":due_at": approval.due_at,
        })?;
        Ok(new > 0)
    }

    /// Records a decision. False, and nothing changed, if it was no longer pending.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn decide(
        &self,
        id: &str,
        status: Status,
        decided_by: &str,
        decided_at: i64,
        comment: Option<&str>,
    ) -> Result<bool, Error> {
        let query = "UPDATE approvals SET status = ?2, decided_by = ?3, decided_at = ?4, comment = ?5
            WHERE id = ?1 AND status = 'pending'";
        let parameters = rusqlite::params![id, status.word(), decided_by, decided_at, comment];
        Ok(self.0.prepare_cached(query)?.execute(parameters)? > 0)
    }

    /// Closes the request of a ticket that nobody waits for any more. False if it was not pending.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn close(&self, execution_arn: &str, ticket: u64, reason: &str) -> Result<bool, Error> {
        let query = "UPDATE approvals SET status = 'closed', closed_reason = ?3
            WHERE execution_arn = ?1 AND ticket = ?2 AND status = 'pending'";
        let parameters = rusqlite::params![execution_arn, ticket, reason];
        Ok(self.0.prepare_cached(query)?.execute(parameters)? > 0)
    }
}
