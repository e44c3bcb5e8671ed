namespace Counterweight.Training;

/// <summary>How much each class counts in a fit.</summary>
public enum ClassWeighting
{
    /// <summary>Every row counts the same.</summary>
    None,

    /// <summary>Every class that has weight counts the same: a row of class c weighs Σw / (such classes · Σ of the weights of class c).</summary>
    Balanced,

    /// <summary>As <see cref="Balanced"/>, but from the rows that each tree of a forest has drawn; elsewhere the same.</summary>
    BalancedPerBootstrap,
}
