namespace Counterweight.Engine;

/// <summary>Checks of class labels: 0 … classes − 1, or the label to ignore.</summary>
internal static class LabelChecks
{
    /// <exception cref="ArgumentOutOfRangeException">A label is outside [0, <paramref name="classCount"/>) and not ignored.</exception>
    public static void Check(ReadOnlySpan<int> labels, int classCount, int? ignoreLabel, string parameter)
    {
        var index = FirstRejected(labels, classCount, ignoreLabel);
        if (index >= 0)
        {
            throw Error(labels[index], index, classCount, parameter);
        }
    }

    /// <summary>Index of the first bad label, −1 when there is none.</summary>
    public static int FirstRejected(ReadOnlySpan<int> labels, int classCount, int? ignoreLabel)
    {
        if (classCount == 0 && ignoreLabel is null)
        {
            return labels.IsEmpty ? -1 : 0;
        }

        // Class 0 is valid without being ignored.
        return LabelLoop.FirstRejected(labels, classCount, ignoreLabel ?? 0);
    }

    public static ArgumentOutOfRangeException Error(int label, int index, int classCount, string parameter) =>
        new(parameter, label, Guard.Text($"{parameter}[{index}] is {label}; a label must be in [0, {classCount})."));
}
