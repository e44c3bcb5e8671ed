using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Randomness;

namespace Counterweight.Resampling.Over.Interpolation;

/// <summary>
/// Which points each new row lies between, and where: a parent of those there are, one of its neighbors, and a step. What is
/// null is drawn, or is not there.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct PairChoices
{
    /// <summary>Words of the stream that belong to a new row.</summary>
    private const int WordsPerRow = 4;

    /// <summary>Points that may be parents.</summary>
    public required int ParentCount { get; init; }

    /// <summary>Which points these are; null: the first ones.</summary>
    public int* Parents { get; init; }

    /// <summary>Up to which new row each parent has them; null: a parent is drawn.</summary>
    public long* Ends { get; init; }

    /// <summary>Neighbors of each point.</summary>
    public required int* Neighbors { get; init; }

    public required int NeighborCount { get; init; }

    /// <summary>For each point one more neighbor, of another class, at most half way to which new rows lie; null: none.</summary>
    public int* Enemies { get; init; }

    /// <summary>The numbers of new row i: words 4(i + <see cref="FirstDraw"/>) ….</summary>
    public RandomStream Stream { get; init; }

    public long FirstDraw { get; init; }

    /// <summary>Chosen parents, as points.</summary>
    public int* GivenParents { get; init; }

    public int* GivenNeighbors { get; init; }

    public float* GivenSteps { get; init; }

    /// <summary>Makes the choices of new rows <paramref name="first"/> ….</summary>
    [SkipLocalsInit]
    public void Fill(nint first, int count, int* parents, int* neighbors, float* steps)
    {
        var words = stackalloc uint[OverTuning.RowsPerItem * WordsPerRow];
        DebugChecks.Present(Neighbors, ParentCount);
        Stream.FillBits((first + FirstDraw) * WordsPerRow, new Span<uint>(words, checked(count * WordsPerRow)));
        var parent = Ends == null ? 0 : OwnerOf(first);
        var choices = (uint)(Enemies == null ? NeighborCount : NeighborCount + 1);
        for (var i = 0; i < count; i++, words += WordsPerRow)
        {
            if (Ends == null)
            {
                var drawn = GivenParents == null ? (int)Math.BigMul(words[0] | ((ulong)words[1] << 32), (uint)ParentCount, out _) : GivenParents[first + i];
                parent = GivenParents == null && Parents != null ? Parents[drawn] : drawn;
            }
            else
            {
                while (Ends[parent] <= first + i)
                {
                    parent++;
                }
            }

            var choice = GivenNeighbors == null ? (int)(((ulong)words[2] * choices) >> 32) : Math.Min(GivenNeighbors[first + i], (int)choices - 1);
            var step = GivenSteps == null ? (words[3] >> 8) * (1f / (1 << 24)) : Math.Min(GivenSteps[first + i], OverChecks.LargestStep);
            parents[i] = parent;
            neighbors[i] = choice < NeighborCount ? Neighbors[((nint)parent * NeighborCount) + choice] : Enemies[parent];
            steps[i] = choice < NeighborCount ? step : step / 2;
        }
    }

    /// <summary>The first parent whose new rows end behind a row.</summary>
    private int OwnerOf(nint row)
    {
        var (low, high) = (0, ParentCount - 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = Ends[middle] > row ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
