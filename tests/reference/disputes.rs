//! What the model and the reference are known to see differently. A command that comes to one of these is not given; when
//! the model follows the documentation, its line here goes.

use super::asked::Asked;
use super::command::{Import, Request};
use super::world::World;

impl World {
    pub(crate) fn is_disputed(&self, asked: &Asked) -> bool {
        let key = asked.slot().and_then(|slot| self.keys.get(&(slot, asked.place)));
        match &asked.request {
            // The model goes by the clock of the call where that lags behind the world's, and takes expired tokens.
            Request::ImportKeyMaterial(_) if asked.now < self.now => true,
            // The first material of a key is new without being said so, and a material ID may not accompany new material;
            // the model takes it.
            Request::ImportKeyMaterial(Import { import_type: None, material: Some(_), .. }) => {
                key.is_some_and(|key| !key.ever_imported)
            }
            _ => false,
        }
    }
}
