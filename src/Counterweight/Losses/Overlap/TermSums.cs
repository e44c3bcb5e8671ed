using System.Diagnostics;
using Counterweight.Core.Sums;

namespace Counterweight.Losses.Overlap;

/// <summary>Σ w·term of three terms and the rows that count, over work items, in no particular order.</summary>
[DebuggerDisplay("{First}, {Second}, {Third}, rows {Rows}")]
internal struct TermSums
{
    private ReproducibleSum first;
    private ReproducibleSum second;
    private ReproducibleSum third;

    public readonly double First => first.Value;

    public readonly double Second => second.Value;

    public readonly double Third => third.Value;

    public long Rows { get; private set; }

    /// <summary>The sums times 2^(32 · <paramref name="digits"/>).</summary>
    public readonly TermSums Moved(int digits) =>
        this with { first = first.Moved(digits), second = second.Moved(digits), third = third.Moved(digits) };

    public void Add(double itemFirst, double itemSecond, double itemThird, int itemRows)
    {
        first.Add(itemFirst);
        second.Add(itemSecond);
        third.Add(itemThird);
        Rows += itemRows;
    }

    public void Add(in TermSums other)
    {
        first.Add(in other.first);
        second.Add(in other.second);
        third.Add(in other.third);
        Rows = checked(Rows + other.Rows);
    }
}
