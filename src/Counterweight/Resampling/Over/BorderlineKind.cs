namespace Counterweight.Resampling.Over;

/// <summary>The two kinds of <see cref="BorderlineSmote"/>.</summary>
public enum BorderlineKind
{
    /// <summary>New rows lie between rows of the class.</summary>
    First,

    /// <summary>Some lie between a row in danger and the nearest of another class, nearer to the former.</summary>
    Second,
}
