namespace Counterweight.Mutation;

/// <summary>How a fault fared.</summary>
internal enum Outcome
{
    /// <summary>The tests named with it found it.</summary>
    Narrow,

    /// <summary>Only the whole project's tests did.</summary>
    Whole,

    /// <summary>None did.</summary>
    Survived,
}
