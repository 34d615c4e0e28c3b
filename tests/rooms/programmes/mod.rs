//! Policy documents, programme years, code lists.

mod code_lists;
mod documents;
mod years;
