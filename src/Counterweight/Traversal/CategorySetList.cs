using System.Runtime.InteropServices;
using Counterweight.Core.Checks;

namespace Counterweight.Traversal;

/// <summary>Sets of categories, bit by bit in one array of words: what the splits of a tree send left.</summary>
/// <remarks>
/// A set begins with a word whose lower half is the number of words that follow and whose highest bit tells of all
/// other values; category c is in the set where bit c mod 64 of the following word c / 64 is 1. A value that is no
/// integer, is below 0 or has no bit is one of the others.
/// </remarks>
public sealed class CategorySetList
{
    /// <summary>Categories of a set are below this.</summary>
    public const int MaxCategories = 1 << 24;

    internal const ulong OthersFlag = 1UL << 63;

    private readonly List<ulong> words = [];

    /// <summary>All words, the operand of <see cref="PackedTrees{T}"/>.</summary>
    public ReadOnlySpan<ulong> Words => CollectionsMarshal.AsSpan(words);

    /// <summary>Adds a set; returns its number, to be put into <see cref="TreeSplit.CategorySet"/>.</summary>
    /// <param name="known">Categories that are decided one by one, each in [0, <see cref="MaxCategories"/>).</param>
    /// <param name="isIn">Whether each of them is in the set.</param>
    /// <param name="others">Whether all other values are.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A category is outside its range.</exception>
    public int Add(ReadOnlySpan<int> known, ReadOnlySpan<bool> isIn, bool others = false)
    {
        Guard.SameLength(isIn.Length, known.Length, nameof(isIn), nameof(known));
        var highest = -1;
        for (var i = 0; i < known.Length; i++)
        {
            if ((uint)known[i] >= MaxCategories)
            {
                throw new ArgumentOutOfRangeException(nameof(known), known[i], Guard.Text($"known[{i}] is {known[i]}; a category must lie in [0, {MaxCategories})."));
            }

            highest = Math.Max(highest, known[i]);
        }

        var set = words.Count;
        var length = (highest + 64) / 64;
        words.Add((uint)length | (others ? OthersFlag : 0));
        words.AddRange(Enumerable.Repeat(others ? ulong.MaxValue : 0, length));
        for (var i = 0; i < known.Length; i++)
        {
            ref var word = ref CollectionsMarshal.AsSpan(words)[set + 1 + (known[i] >> 6)];
            var bit = 1UL << known[i];
            word = isIn[i] ? word | bit : word & ~bit;
        }

        return set;
    }

    /// <summary>Whether a value is in a set.</summary>
    /// <param name="set">A number that <see cref="Add"/> returned.</param>
    /// <param name="value">The category; NaN is one of the others.</param>
    /// <exception cref="ArgumentOutOfRangeException">No set has this number.</exception>
    public bool Contains(int set, double value) => Contains(Words, set, value);

    /// <summary>Whether a value is in a set of words that a model has.</summary>
    /// <param name="words">The words of a list.</param>
    /// <param name="set">A number that <see cref="Add"/> returned: of a word within them that begins a set.</param>
    /// <param name="value">The category; NaN is one of the others.</param>
    /// <exception cref="ArgumentOutOfRangeException">No set has this number.</exception>
    public static bool Contains(ReadOnlySpan<ulong> words, int set, double value)
    {
        Guard.Index(set, words.Length);
        return double.IsInteger(value) && value >= 0 && value < 64.0 * (uint)words[set]
            ? ((words[set + 1 + ((int)value >> 6)] >> ((int)value & 63)) & 1) != 0
            : (words[set] & OthersFlag) != 0;
    }
}
