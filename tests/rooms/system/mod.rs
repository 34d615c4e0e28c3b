//! What everybody may ask of the installation.

mod show;
