namespace Counterweight.Neighbors;

/// <summary>How the class probabilities of two values of a nominal feature make a squared difference.</summary>
public enum ValueDifference
{
    /// <summary>(Σ_c |P(c|v) − P(c|w)|)²: the value difference of Stanfill and Waltz, squared as Euclidean distance squares a difference.</summary>
    Absolute,

    /// <summary>Σ_c (P(c|v) − P(c|w))²: that of the heterogeneous metric of Wilson and Martinez.</summary>
    Squared,
}
