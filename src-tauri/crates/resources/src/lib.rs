//! The local counterparts of AWS services: functions, activities and approvals, each with its rules, its storage and
//! its integration.
#![deny(missing_docs)]

pub mod functions;
