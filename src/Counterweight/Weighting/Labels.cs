using System.Numerics;

namespace Counterweight.Weighting;

/// <summary>Checks of class labels: 0 … classes − 1, or the label to ignore.</summary>
internal static class Labels
{
    /// <exception cref="ArgumentOutOfRangeException">A label is outside [0, <paramref name="classCount"/>) and not ignored.</exception>
    public static void Check(ReadOnlySpan<int> labels, int classCount, int? ignoreLabel, string parameter)
    {
        if (AllValid(labels, classCount, ignoreLabel))
        {
            return;
        }

        for (var i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classCount && labels[i] != ignoreLabel)
            {
                throw Error(labels[i], i, classCount, parameter);
            }
        }
    }

    public static bool AllValid(ReadOnlySpan<int> labels, int classCount, int? ignoreLabel)
    {
        var ignored = ignoreLabel ?? 0; // 0 is valid without being ignored
        var bad = Vector<int>.Zero;
        var i = 0;
        for (; i <= labels.Length - Vector<int>.Count; i += Vector<int>.Count)
        {
            var label = Vector.Create(labels.Slice(i, Vector<int>.Count));
            bad |= Vector.AndNot(
                Vector.GreaterThanOrEqual(label.As<int, uint>(), Vector.Create((uint)classCount)).As<uint, int>(),
                Vector.Equals(label, Vector.Create(ignored)));
        }

        if (bad != Vector<int>.Zero)
        {
            return false;
        }

        for (; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classCount && labels[i] != ignored)
            {
                return false;
            }
        }

        return true;
    }

    public static ArgumentOutOfRangeException Error(int label, int index, int classCount, string parameter) =>
        new(parameter, label, $"{parameter}[{index}] is {label}; a label must be in [0, {classCount}).");
}
