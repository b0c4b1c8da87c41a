//! Every format over one showcase, over hostile reports, and against the schemas of its standard.

mod hostile;
mod schemas;
mod showcase;
mod snapshots;
mod text;
mod xml;
