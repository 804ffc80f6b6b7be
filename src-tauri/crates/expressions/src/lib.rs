//! Reference paths, JSONPath, payload templates, intrinsic functions, JSONata.
