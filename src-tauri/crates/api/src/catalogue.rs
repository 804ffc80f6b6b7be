//! The catalogue: every action a task can call, the form of its request, and ready groups of states.

mod describe_action;
mod form;
mod list_actions;
mod list_integrations;
mod list_patterns;
mod list_vocabulary;

pub use describe_action::{DescribeAction, DescribeActionReply, Starter};
pub use form::{Form, FormMember, FormShape};
pub use list_actions::{ActionPurpose, ListActions, ListActionsReply};
pub use list_integrations::{ListIntegrations, ListIntegrationsReply, OptimisedAction, Service};
pub use list_patterns::{ListPatterns, ListPatternsReply, ReadyPattern};
pub use list_vocabulary::{ErrorSource, ErrorWord, FieldWord, ListVocabulary, ListVocabularyReply};
