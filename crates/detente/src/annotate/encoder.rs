//! The encoder: word pieces in, a vector and tag scores a piece out.
//!
//! The runtime computes on a pool of one thread and the caller waits. A thread of another `rayon` pool would not wait
//! but take up the next report meanwhile, inside the call for this one, and so on until its stack is full; such a
//! caller waits behind a plain thread.

use super::ModelError;
use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value, ValueView};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};
use std::sync::Arc;

/// What the encoder says of one passage.
#[derive(Debug, Clone)]
pub struct Encoded {
    /// Number of pieces.
    pub pieces: usize,
    /// Width of a vector.
    pub width: usize,
    /// Vectors, a row a piece: `pieces × width`.
    pub hidden: Vec<f32>,
    /// Number of tags of all heads together.
    pub tag_count: usize,
    /// Tag scores, a row a piece: `pieces × tag_count`.
    pub tags: Vec<f32>,
}

/// Anything that encodes a passage; the shipped model, or a stand-in where code around it is tested.
pub trait Encode: Send + Sync {
    /// Encodes one passage, special pieces included.
    fn encode(&self, ids: &[i32]) -> Result<Encoded, ModelError>;
}

/// The shipped int8 ONNX encoder, run by `rten`.
pub struct OnnxEncoder {
    model: Model,
    ids: NodeId,
    hidden: NodeId,
    tags: NodeId,
}

thread_local! {
    /// One inference thread for each thread that asks: parallel reports beat threads inside one inference.
    static POOL: Arc<ThreadPool> = Arc::new(ThreadPool::with_num_threads(1));
}

impl OnnxEncoder {
    /// Loads an encoder from the contents of an ONNX file that lives as long as the program.
    pub fn new(onnx: &'static [u8]) -> Result<Self, ModelError> {
        let model = ModelOptions::with_all_ops()
            .prepack_weights(true)
            .load_static_slice(onnx)
            .map_err(|e| broken(e.to_string()))?;
        let node = |name: &str| model.node_id(name).map_err(|e| broken(e.to_string()));
        let (ids, hidden, tags) = (node("ids")?, node("hidden")?, node("tags")?);
        Ok(Self { model, ids, hidden, tags })
    }
}

impl OnnxEncoder {
    /// Vectors and tags as the runtime returns them.
    fn run(&self, ids: &[i32], pool: Arc<ThreadPool>) -> Result<[Value; 2], ModelError> {
        let input = NdTensorView::from_data([1, ids.len()], ids);
        let options = RunOptions::default().with_thread_pool(Some(pool));
        self.model
            .run_n(vec![(self.ids, ValueView::from(input).into())], [self.hidden, self.tags], Some(options))
            .map_err(|e| broken(e.to_string()))
    }
}

impl Encode for OnnxEncoder {
    fn encode(&self, ids: &[i32]) -> Result<Encoded, ModelError> {
        let pool = POOL.with(Arc::clone);
        let [hidden, tags] = if rayon::current_thread_index().is_none() {
            self.run(ids, pool)
        } else {
            let waiting = std::thread::scope(|scope| scope.spawn(|| self.run(ids, pool)).join());
            waiting.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        }?;
        let hidden: NdTensor<f32, 3> = hidden.try_into().map_err(|_| broken("output 'hidden' is no f32".into()))?;
        let tags: NdTensor<f32, 3> = tags.try_into().map_err(|_| broken("output 'tags' is no f32".into()))?;
        Ok(Encoded {
            pieces: ids.len(),
            width: hidden.size(2),
            tag_count: tags.size(2),
            hidden: hidden.into_data(),
            tags: tags.into_data(),
        })
    }
}

fn broken(reason: String) -> ModelError {
    ModelError::Broken { part: "encoder", reason }
}
