using System.Runtime.InteropServices;

namespace Counterweight.Training;

/// <summary>
/// How many rows of each class every part of an ensemble draws: each tree of a forest, each round of AdaBoost, each bag. Rows keep
/// their weights. The default draws without regard to classes.
/// </summary>
/// <remarks>
/// Classes are counted by their rows of positive weight, and every such row of a class is drawn with the same probability. The
/// probabilities that such models give are those of classes in the proportion drawn.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ClassSampling
{
    private readonly double ratio;
    private readonly bool isDistinct;

    private ClassSampling(double ratio, bool isDistinct) => (this.ratio, this.isDistinct) = (ratio, isDistinct);

    /// <summary>Without regard to classes; the default.</summary>
    public static ClassSampling None => default;

    /// <summary>Of every class as many rows as the rarest class has, drawn with replacement: those of the rarest class too.</summary>
    public static ClassSampling Balanced => new(1, false);

    /// <summary>Of every class as many different rows as the rarest class has: of that class all.</summary>
    public static ClassSampling BalancedWithoutReplacement => new(1, true);

    /// <summary>Whether a row may be drawn more than once.</summary>
    internal bool WithReplacement => !isDistinct;

    /// <summary>The rarest class keeps its number of rows n; of each other class ⌊n / ratio⌋ rows are drawn, or as many as it has if they are fewer.</summary>
    /// <param name="ratio">Rows of the rarest class for each row of another, in (0, 1]; 1 is balanced.</param>
    /// <param name="withReplacement">Whether a row may be drawn more than once.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is outside (0, 1].</exception>
    public static ClassSampling Ratio(double ratio, bool withReplacement = true)
    {
        Require.That(ratio is > 0 and <= 1, ratio, nameof(ratio), "in (0, 1]");
        return new(ratio, !withReplacement);
    }

    /// <summary>The choice in words: «balanced», «ratio 0.5 without replacement».</summary>
    public override string ToString()
    {
        var name = ratio switch
        {
            0 => "none",
            1 => "balanced",
            _ => Require.Text($"ratio {ratio}"),
        };
        return isDistinct ? name + " without replacement" : name;
    }

    /// <summary>Rows to draw of a class.</summary>
    /// <param name="rowCount">Rows of the class.</param>
    /// <param name="fewest">Rows of the rarest class.</param>
    internal int RowsOf(int rowCount, int fewest) => (int)Math.Min(rowCount, Math.Floor(fewest / ratio));
}
