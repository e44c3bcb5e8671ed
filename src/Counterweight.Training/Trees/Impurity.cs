namespace Counterweight.Training.Trees;

/// <summary>How mixed the classes of a node are.</summary>
public enum Impurity
{
    /// <summary>1 − Σ p².</summary>
    Gini,

    /// <summary>−Σ p·log₂ p.</summary>
    Entropy,

    /// <summary>Hellinger distance between the classes' fractions of both sides, which no weight of a class changes. No impurity: a split's gain is the distance.</summary>
    Hellinger,
}
