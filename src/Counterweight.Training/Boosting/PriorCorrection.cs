namespace Counterweight.Training.Boosting;

/// <summary>How a model trained with class weights w is brought back to the classes' own frequencies, as probabilities need it.</summary>
public enum PriorCorrection
{
    /// <summary>Not at all: scores are those of the weighted rows.</summary>
    None,

    /// <summary>The initial scores lose ln w: ln(w₁/w₀) of one score, ln w_c of each class's. Boosting and early stopping see the scores before that.</summary>
    InitialScores,

    /// <summary>
    /// Splits are chosen with the class weights, at scores shifted by ln w; initial scores and leaf values are computed
    /// without them, at the scores themselves.
    /// </summary>
    LeafValues,
}
