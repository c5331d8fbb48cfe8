//! The few layers the heads are made of, on rows of `f32`.

use super::ModelError;
use safetensors::SafeTensors;
use safetensors::tensor::Dtype;

/// Rows of equal width.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    /// Width of a row.
    pub width: usize,
    /// All rows, one after the other.
    pub data: Vec<f32>,
}

impl Rows {
    /// No rows yet.
    pub fn empty(width: usize) -> Self {
        Self { width, data: Vec::new() }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.data.len().checked_div(self.width).unwrap_or(0)
    }

    /// Row `i`.
    pub fn row(&self, i: usize) -> &[f32] {
        &self.data[i * self.width..(i + 1) * self.width]
    }

    /// Adds a row.
    pub fn push(&mut self, row: &[f32]) {
        debug_assert_eq!(row.len(), self.width);
        self.data.extend_from_slice(row);
    }
}

/// The named weights of a file, widened to `f32`.
pub struct Weights<'d>(SafeTensors<'d>);

impl<'d> Weights<'d> {
    /// Reads the contents of a safetensors file.
    pub fn new(data: &'d [u8]) -> Result<Self, ModelError> {
        Ok(Self(SafeTensors::deserialize(data).map_err(|e| broken(e.to_string()))?))
    }

    /// The weight `name` with its shape.
    fn get(&self, name: &str) -> Result<(Vec<usize>, Vec<f32>), ModelError> {
        let view = self.0.tensor(name).map_err(|e| broken(format!("{name}: {e}")))?;
        let data = match view.dtype() {
            Dtype::F16 => {
                view.data().chunks_exact(2).map(|b| half::f16::from_le_bytes([b[0], b[1]]).to_f32()).collect()
            }
            Dtype::F32 => view.data().chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect(),
            other => return Err(broken(format!("{name}: expected F16 or F32, found {other:?}"))),
        };
        Ok((view.shape().to_vec(), data))
    }

    /// The linear layer `name` (`name.weight`, and `name.bias` if there is one).
    pub fn linear(&self, name: &str) -> Result<Linear, ModelError> {
        let (shape, weight) = self.get(&format!("{name}.weight"))?;
        let &[outputs, inputs] = shape.as_slice() else {
            return Err(broken(format!("{name}: expected a matrix, found shape {shape:?}")));
        };
        // A column an output, so that a product goes through memory in order.
        let weight = (0..inputs).flat_map(|i| weight.iter().skip(i).step_by(inputs.max(1)).copied()).collect();
        let bias_name = format!("{name}.bias");
        let bias = if self.0.names().contains(&bias_name.as_str()) { self.get(&bias_name)?.1 } else { Vec::new() };
        Ok(Linear { inputs, outputs, weight, bias })
    }

    /// The linear–GELU–linear stack that the training framework calls `name.0`, `name.3`.
    pub fn stack(&self, name: &str) -> Result<Stack, ModelError> {
        Ok(Stack { first: self.linear(&format!("{name}.0"))?, second: self.linear(&format!("{name}.3"))? })
    }

    /// The normalisation `name` (`name.weight`, `name.bias`).
    pub fn norm(&self, name: &str) -> Result<Norm, ModelError> {
        Ok(Norm { gain: self.get(&format!("{name}.weight"))?.1, shift: self.get(&format!("{name}.bias"))?.1 })
    }

    /// A table of vectors (`name.weight`, or `name` itself).
    pub fn table(&self, name: &str) -> Result<Rows, ModelError> {
        let (shape, data) = self.get(&format!("{name}.weight")).or_else(|_| self.get(name))?;
        let &[_, width] = shape.as_slice() else {
            return Err(broken(format!("{name}: expected a table, found shape {shape:?}")));
        };
        Ok(Rows { width, data })
    }
}

/// Every row moved to mean 0, stretched to variance 1, then times `gain` plus `shift`.
#[derive(Debug, Clone)]
pub struct Norm {
    gain: Vec<f32>,
    shift: Vec<f32>,
}

impl Norm {
    /// Applies the layer to every row, in place.
    pub fn apply(&self, rows: &mut Rows) {
        for row in rows.data.chunks_exact_mut(rows.width.max(1)) {
            let n = row.len() as f32;
            let mean = row.iter().sum::<f32>() / n;
            let variance = row.iter().map(|x| (x - mean) * (x - mean)).sum::<f32>() / n;
            let scale = 1.0 / (variance + 1e-5).sqrt();
            for ((x, gain), shift) in row.iter_mut().zip(&self.gain).zip(&self.shift) {
                *x = (*x - mean) * scale * gain + shift;
            }
        }
    }
}

/// y = W x + b.
#[derive(Debug, Clone)]
pub struct Linear {
    inputs: usize,
    outputs: usize,
    /// `inputs × outputs`, a column an output.
    weight: Vec<f32>,
    /// One an output, or empty.
    bias: Vec<f32>,
}

impl Linear {
    /// Applies the layer to every row.
    pub fn apply(&self, rows: &Rows) -> Rows {
        let n = rows.len();
        let mut data = vec![0.0; n * self.outputs];
        if !self.bias.is_empty() {
            data.chunks_exact_mut(self.outputs).for_each(|row| row.copy_from_slice(&self.bias));
        }
        if n > 0 {
            assert_eq!(rows.width, self.inputs, "a row of the wrong width reached a head");
            multiply(n, self.inputs, self.outputs, &rows.data, &self.weight, &mut data);
        }
        Rows { width: self.outputs, data }
    }
}

/// Fewer rows than this are multiplied one by one: putting the weights in order for the blocked product would cost more.
const FEW: usize = 6;

/// `out += left · right`, left `n × k`, right `k × m`, out `n × m`, all row after row.
#[allow(unsafe_code)]
pub(super) fn multiply(n: usize, k: usize, m: usize, left: &[f32], right: &[f32], out: &mut [f32]) {
    assert!(left.len() == n * k && right.len() == k * m && out.len() == n * m);
    if n < FEW && m > 0 {
        for (row, out) in left.chunks_exact(k.max(1)).zip(out.chunks_exact_mut(m)) {
            for (&x, weights) in row.iter().zip(right.chunks_exact(m)) {
                out.iter_mut().zip(weights).for_each(|(y, w)| *y += x * w);
            }
        }
        return;
    }
    // SAFETY: the three lengths are those that the shapes and strides say, checked just above.
    unsafe {
        matrixmultiply::sgemm(
            n,
            k,
            m,
            1.0,
            left.as_ptr(),
            k as isize,
            1,
            right.as_ptr(),
            m as isize,
            1,
            1.0,
            out.as_mut_ptr(),
            m as isize,
            1,
        );
    }
}

/// Linear, GELU, linear.
#[derive(Debug, Clone)]
pub struct Stack {
    first: Linear,
    second: Linear,
}

impl Stack {
    /// Applies the stack to every row.
    pub fn apply(&self, rows: &Rows) -> Rows {
        let mut middle = self.first.apply(rows);
        gelu(&mut middle.data);
        self.second.apply(&middle)
    }
}

/// GELU of every value, in place: x/2 · (1 + erf(x/√2)), as the training framework computes it.
///
/// The error function is Abramowitz and Stegun's formula 7.1.28 (off by 3·10⁻⁷ at most): products and one quotient,
/// which the compiler does for several values at once, with the same result on every machine.
pub fn gelu(row: &mut [f32]) {
    const A: [f32; 6] = [0.070_523_08, 0.042_282_01, 0.009_270_527, 0.000_152_014_3, 0.000_276_567_2, 0.000_043_063_8];
    for x in row {
        // Beyond 6 the error function is 1 to the last bit, and the sixteenth power still finite.
        let t = (x.abs() * std::f32::consts::FRAC_1_SQRT_2).min(6.0);
        let sum = 1.0 + t * (A[0] + t * (A[1] + t * (A[2] + t * (A[3] + t * (A[4] + t * A[5])))));
        let p2 = sum * sum;
        let p4 = p2 * p2;
        let p16 = (p4 * p4) * (p4 * p4);
        let erf = 1.0 - 1.0 / p16;
        *x = 0.5 * (*x + x.abs() * erf);
    }
}

/// Logistic function.
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// Softmax in place.
pub fn softmax(row: &mut [f32]) {
    let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut total = 0.0;
    for x in row.iter_mut() {
        *x = exp(*x - top);
    }
    for x in row.iter() {
        total += x;
    }
    row.iter_mut().for_each(|x| *x /= total);
}

/// The exponential function to some six digits, in steps that the compiler takes for several numbers at once; 0 below the least
/// normal number.
fn exp(x: f32) -> f32 {
    const ROUNDS: f32 = 12_582_912.0;
    const LEAST: f32 = -87.0;
    let (given, x) = (x, x.clamp(LEAST, 88.0));
    // x = n ln 2 + r; adding and taking away 1.5 x 2^23 rounds.
    let n = (x * std::f32::consts::LOG2_E + ROUNDS) - ROUNDS;
    let r = (x - n * 0.693_359_4) + n * 2.121_944_4e-4;
    let series = 1.0 + r * (1.0 + r * (0.5 + r * (1.0 / 6.0 + r * (1.0 / 24.0 + r * (1.0 / 120.0 + r / 720.0)))));
    let power = if given < LEAST { 0.0 } else { f32::from_bits(((n as i32 + 127) << 23) as u32) };
    series * power
}

/// Index of the largest value; the first of equals; 0 for none.
pub fn argmax(row: &[f32]) -> usize {
    row.iter().enumerate().fold((0, f32::NEG_INFINITY), |best, (i, &x)| if x > best.1 { (i, x) } else { best }).0
}

fn broken(reason: String) -> ModelError {
    ModelError::Broken { part: "heads", reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_linear_layer_is_rows_times_weights_plus_bias() {
        let layer = Linear { inputs: 2, outputs: 3, weight: vec![1.0, 0.0, 1.0, 0.0, 1.0, 1.0], bias: vec![0.5; 3] };
        let out = layer.apply(&Rows { width: 2, data: vec![1.0, 2.0, -1.0, 4.0] });
        assert_eq!(out.data, [1.5, 2.5, 3.5, -0.5, 4.5, 3.5]);
        assert_eq!(layer.apply(&Rows::empty(2)).len(), 0);
        // Few rows and many are multiplied in different ways.
        let many = layer.apply(&Rows { width: 2, data: [1.0, 2.0, -1.0, 4.0].repeat(FEW) });
        assert_eq!(many.data, out.data.repeat(FEW));
    }

    #[test]
    fn a_normed_row_has_mean_and_variance_of_the_layer() {
        let layer = Norm { gain: vec![2.0; 4], shift: vec![1.0; 4] };
        let mut rows = Rows { width: 4, data: vec![1.0, 2.0, 3.0, 4.0] };
        layer.apply(&mut rows);
        assert!((rows.data.iter().sum::<f32>() - 4.0).abs() < 1e-5);
        assert!((rows.data[3] - (1.0 + 2.0 * 1.341_635)).abs() < 1e-4, "{:?}", rows.data);
    }

    #[test]
    fn activations_are_those_of_the_framework() {
        for i in -1200..=1200 {
            let x = i as f32 / 100.0;
            let exact = 0.5 * x * (1.0 + libm::erff(x * std::f32::consts::FRAC_1_SQRT_2));
            let mut one = [x];
            gelu(&mut one);
            assert!((one[0] - exact).abs() < 2e-6, "gelu({x}) = {} for {exact}", one[0]);
        }
        for i in -8700..=0 {
            let x = i as f32 / 100.0;
            assert!((exp(x) - libm::expf(x)).abs() <= 2e-6 * libm::expf(x), "exp({x}) = {}", exp(x));
        }
        assert!((sigmoid(0.0) - 0.5).abs() < 1e-7);
        let mut row = [1.0, 1.0, f32::NEG_INFINITY];
        softmax(&mut row);
        assert_eq!(row, [0.5, 0.5, 0.0]);
    }
}
