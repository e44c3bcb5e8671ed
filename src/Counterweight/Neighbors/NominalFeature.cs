using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;

namespace Counterweight.Neighbors;

/// <summary>A feature whose values are codes 0, 1, … and whose squared differences stand in a table.</summary>
/// <remarks>
/// Stanfill and Waltz, Toward memory-based reasoning, Communications of the ACM 29 (1986); Wilson and Martinez, Improved
/// heterogeneous distance functions, Journal of Artificial Intelligence Research 6 (1997).
/// </remarks>
public sealed class NominalFeature
{
    private readonly float[] table;

    /// <summary>A feature with a table of one's own.</summary>
    /// <param name="feature">Its number, at least 0.</param>
    /// <param name="valueCount">V, how many values it has, at least 1.</param>
    /// <param name="squaredDifferences">V × V: of values v and w at v·V + w. Finite, at least 0, symmetric, 0 where v = w.</param>
    /// <exception cref="ArgumentException">The table has another length, or is not symmetric.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public NominalFeature(int feature, int valueCount, ReadOnlySpan<float> squaredDifferences)
        : this(feature, valueCount)
    {
        Guard.SameLength(squaredDifferences.Length, table.Length, nameof(squaredDifferences), "valueCount · valueCount");
        for (var i = 0; i < squaredDifferences.Length; i++)
        {
            var (v, w) = Math.DivRem(i, valueCount);
            var value = squaredDifferences[i];
            if (!(value >= 0 && float.IsFinite(value)) || (v == w && value != 0))
            {
                throw new ArgumentOutOfRangeException(nameof(squaredDifferences), value, Guard.Text(
                    $"squaredDifferences[{i}] is {value}; a squared difference must be finite and not negative, and 0 of a value from itself."));
            }

            var reverse = squaredDifferences[checked((w * valueCount) + v)];
            if (value != reverse)
            {
                throw new ArgumentException(Guard.Text($"squaredDifferences is not symmetric: values {v} and {w} differ by {value} one way and by {reverse} the other."), nameof(squaredDifferences));
            }

            table[i] = value;
        }
    }

    private NominalFeature(int feature, int valueCount)
    {
        Guard.AtLeast(feature, 0);
        Guard.AtLeast(valueCount, 1);
        if ((long)valueCount * valueCount > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(nameof(valueCount), valueCount, Guard.Text($"valueCount is {valueCount}; a table of so many values squared is beyond an array."));
        }

        (Feature, ValueCount) = (feature, valueCount);
        table = GC.AllocateArray<float>(checked(valueCount * valueCount), pinned: true);
    }

    /// <summary>The feature's number.</summary>
    public int Feature { get; }

    /// <summary>How many values it has: codes are below.</summary>
    public int ValueCount { get; }

    /// <summary>V × V squared differences.</summary>
    public ReadOnlySpan<float> SquaredDifferences => table;

    /// <summary>The table, which does not move, for as long as this is alive.</summary>
    internal unsafe float* Pinned => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(table));

    /// <summary>A feature any two values of which differ alike.</summary>
    /// <param name="feature">Its number, at least 0.</param>
    /// <param name="valueCount">How many values it has, at least 1.</param>
    /// <param name="squaredDifference">Of two values that differ. Finite, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static NominalFeature Mismatch(int feature, int valueCount, float squaredDifference)
    {
        Guard.Weight(squaredDifference, nameof(squaredDifference));
        var made = new NominalFeature(feature, valueCount);
        made.table.AsSpan().Fill(squaredDifference);
        for (var v = 0; v < valueCount; v++)
        {
            made.table[checked(v * (valueCount + 1))] = 0;
        }

        return made;
    }

    /// <summary>Differences of the class probabilities of the values.</summary>
    /// <param name="feature">Its number, at least 0.</param>
    /// <param name="classCount">C, at least 1.</param>
    /// <param name="probabilities">V × C: P(c|v) at v·C + c, each in [0, 1].</param>
    /// <param name="difference">How they make a squared difference.</param>
    /// <remarks>Sums are in double, in the order of the classes, and are rounded once.</remarks>
    /// <exception cref="ArgumentException">There is no value, or not a probability for each class of one.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static NominalFeature FromProbabilities(int feature, int classCount, ReadOnlySpan<double> probabilities, ValueDifference difference = ValueDifference.Absolute)
    {
        Guard.AtLeast(classCount, 1);
        if (probabilities.IsEmpty || probabilities.Length % classCount != 0)
        {
            throw new ArgumentException(Guard.Text($"probabilities has {probabilities.Length} elements, no multiple of the {classCount} classes."), nameof(probabilities));
        }

        if (difference is not (ValueDifference.Absolute or ValueDifference.Squared))
        {
            throw new ArgumentOutOfRangeException(nameof(difference), difference, Guard.Text($"difference is {(int)difference}; it must be a value of ValueDifference."));
        }

        for (var i = 0; i < probabilities.Length; i++)
        {
            Guard.Fraction(probabilities[i], string.Create(CultureInfo.InvariantCulture, $"{nameof(probabilities)}[{i}]"));
        }

        var made = new NominalFeature(feature, probabilities.Length / classCount);
        for (nint v = 0; v < made.ValueCount; v++)
        {
            for (nint w = 0; w < v; w++)
            {
                var squared = Difference(
                    probabilities.Slice((int)(v * classCount), classCount), probabilities.Slice((int)(w * classCount), classCount), difference);
                made.table[(v * made.ValueCount) + w] = made.table[(w * made.ValueCount) + v] = (float)squared;
            }
        }

        return made;
    }

    /// <summary>Differences of the class frequencies of the values among labeled rows. A value that no row has gets those of all rows.</summary>
    /// <param name="feature">Its number, at least 0.</param>
    /// <param name="valueCount">How many values it has, at least 1.</param>
    /// <param name="codes">One value a row, in [0, <paramref name="valueCount"/>), or −1 where it is missing: such a row is skipped.</param>
    /// <param name="labels">One class a row, in [0, <paramref name="classCount"/>).</param>
    /// <param name="classCount">At least 1.</param>
    /// <param name="difference">How the frequencies make a squared difference.</param>
    /// <exception cref="ArgumentException">The lengths differ, or no row has a value.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static NominalFeature FromLabels(
        int feature, int valueCount, ReadOnlySpan<int> codes, ReadOnlySpan<int> labels, int classCount, ValueDifference difference = ValueDifference.Absolute)
    {
        Guard.AtLeast(valueCount, 1);
        Guard.AtLeast(classCount, 1);
        Guard.SameLength(codes.Length, labels.Length, nameof(codes), nameof(labels));
        Guard.Labels(labels, classCount, null, nameof(labels));
        Guard.Labels(codes, valueCount, -1, nameof(codes));
        if ((long)valueCount * classCount > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(nameof(classCount), classCount, Guard.Text($"classCount is {classCount}; with {valueCount} values, their frequencies are beyond an array."));
        }

        var probabilities = new double[checked(valueCount * classCount)];
        var all = new double[classCount];
        for (var row = 0; row < codes.Length; row++)
        {
            if (codes[row] >= 0)
            {
                all[labels[row]]++;
                probabilities[checked((codes[row] * classCount) + labels[row])]++;
            }
        }

        if (!all.AsSpan().ContainsAnyExcept(0.0))
        {
            throw new ArgumentException("codes has no row with a value.", nameof(codes));
        }

        for (var v = 0; v < valueCount; v++)
        {
            var own = probabilities.AsSpan(checked(v * classCount), classCount);
            if (!own.ContainsAnyExcept(0.0))
            {
                all.CopyTo(own);
            }

            Normalize(own);
        }

        return FromProbabilities(feature, classCount, probabilities, difference);
    }

    private static double Difference(ReadOnlySpan<double> one, ReadOnlySpan<double> other, ValueDifference difference)
    {
        var sum = 0.0;
        for (var c = 0; c < one.Length; c++)
        {
            var d = Math.Abs(one[c] - other[c]);
            sum += difference == ValueDifference.Absolute ? d : d * d;
        }

        return difference == ValueDifference.Absolute ? sum * sum : sum;
    }

    private static void Normalize(Span<double> counts)
    {
        var sum = 0.0;
        foreach (var count in counts)
        {
            sum += count;
        }

        foreach (ref var count in counts)
        {
            count /= sum;
        }
    }
}
