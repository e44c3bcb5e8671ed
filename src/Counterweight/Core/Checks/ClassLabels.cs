using System.Runtime.InteropServices;

namespace Counterweight.Core.Checks;

/// <summary>Labels of rows as callers have them, ints or longs.</summary>
internal readonly ref struct ClassLabels
{
    private ClassLabels(ReadOnlySpan<int> ints, ReadOnlySpan<long> longs)
    {
        Ints = ints;
        Longs = longs;
    }

    /// <summary>The labels, if they are ints.</summary>
    public ReadOnlySpan<int> Ints { get; }

    /// <summary>The labels, if they are longs.</summary>
    public ReadOnlySpan<long> Longs { get; }

    public int Length => Ints.Length + Longs.Length;

    /// <summary>A label that has been checked.</summary>
    public int this[int row] => Longs.IsEmpty ? Ints[row] : (int)Longs[row];

    /// <summary>A label as it is, checked or not.</summary>
    public long At(int row) => Longs.IsEmpty ? Ints[row] : Longs[row];

    public static implicit operator ClassLabels(ReadOnlySpan<int> labels) => new(labels, []);

    public static implicit operator ClassLabels(ReadOnlySpan<long> labels) => new([], labels);

    /// <summary>Labels of either type.</summary>
    /// <typeparam name="TLabel"><see cref="int"/> or <see cref="long"/>.</typeparam>
    public static ClassLabels Of<TLabel>(ReadOnlySpan<TLabel> labels)
        where TLabel : unmanaged => typeof(TLabel) == typeof(int) ? MemoryMarshal.Cast<TLabel, int>(labels) : MemoryMarshal.Cast<TLabel, long>(labels);

    /// <summary>Those of some rows.</summary>
    public ClassLabels Slice(int start, int length) => Longs.IsEmpty ? Ints.Slice(start, length) : Longs.Slice(start, length);

    /// <summary>Index of the first that is neither in [0, classCount) nor the one to ignore; −1 where there is none.</summary>
    public int FirstRejected(int classCount, int? ignoreLabel) =>
        Longs.IsEmpty ? LabelLoop.FirstRejected(Ints, classCount, ignoreLabel) : LabelLoop.FirstRejected(Longs, classCount, ignoreLabel);

    /// <summary>They lie in [0, classCount) or are the one to ignore.</summary>
    public void Check(int classCount, int? ignoreLabel, string name)
    {
        Guard.Labels(Ints, classCount, ignoreLabel, name);
        Guard.Labels(Longs, classCount, ignoreLabel, name);
    }

    /// <summary>No output lies over them.</summary>
    public void CheckDisjoint<T>(ReadOnlySpan<T> output, string outputName, string name)
        where T : unmanaged
    {
        Guard.Disjoint(output, Ints, outputName, name);
        Guard.Disjoint(output, Longs, outputName, name);
    }
}
