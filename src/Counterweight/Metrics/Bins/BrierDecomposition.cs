namespace Counterweight.Metrics.Bins;

/// <summary>What a Brier score is made of: <see cref="Score"/> is the sum of the parts, to rounding.</summary>
/// <remarks>
/// Of bins k of weight W_k, mean probability p_k and frequency f_k, f the frequency of all. Sources: A. Murphy, A New Vector Partition of the Probability
/// Score, 1973; with the parts within bins: D. Stephenson, C. Coelho, I. Jolliffe, Two Extra Components in the Brier Score Decomposition, 2008.
/// </remarks>
/// <param name="Reliability">Σ W_k·(p_k − f_k)²/W: how far probabilities are from what happened; less is better.</param>
/// <param name="Resolution">Σ W_k·(f_k − f)²/W: how far bins are told apart; more is better.</param>
/// <param name="Uncertainty">f·(1 − f): what no model changes.</param>
/// <param name="WithinBinVariance">Σ w·(p − p_k)²/W over the rows: of probabilities within bins.</param>
/// <param name="WithinBinCovariance">Σ w·(p − p_k)·(y − f_k)/W over the rows: what probabilities tell apart within bins.</param>
public readonly record struct BrierDecomposition(double Reliability, double Resolution, double Uncertainty, double WithinBinVariance, double WithinBinCovariance)
{
    /// <summary>The Brier score: reliability − resolution + uncertainty + variance − 2·covariance within bins.</summary>
    public double Score => Reliability - Resolution + Uncertainty + WithinBinVariance - (2 * WithinBinCovariance);
}
