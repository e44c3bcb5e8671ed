using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;

namespace Counterweight.Losses.Rows;

/// <summary>What a tensor of logits must be: a matrix with contiguous rows or contiguous columns.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct LogitMatrix
{
    private LogitMatrix(nint rows, nint classes, nint stride, bool isClassMajor)
    {
        Rows = rows;
        Classes = (int)classes;
        Stride = stride;
        IsClassMajor = isClassMajor;
    }

    public nint Rows { get; }

    public int Classes { get; }

    /// <summary>Elements from one contiguous line to the next.</summary>
    public nint Stride { get; }

    public bool IsClassMajor { get; }

    /// <summary>Elements from the first to behind the last.</summary>
    public int Length => Rows == 0 ? 0 : (int)(IsClassMajor ? ((Classes - 1) * Stride) + Rows : ((Rows - 1) * Stride) + Classes);

    public static LogitMatrix Of<T>(ReadOnlyTensorSpan<T> tensor, string name)
    {
        if (tensor.Rank != 2)
        {
            throw new ArgumentException(Guard.Text($"{name} has {tensor.Rank} dimensions; it must be a matrix of rows and classes."), name);
        }

        var (rows, classes) = (tensor.Lengths[0], tensor.Lengths[1]);
        if (classes is < 1 or > 1 << 24)
        {
            throw new ArgumentException(Guard.Text($"{name} has {classes} columns; the number of classes must lie in [1, {1 << 24}]."), name);
        }

        var (down, across) = (tensor.Strides[0], tensor.Strides[1]);
        var isRowMajor = across == 1 || classes == 1;
        var stride = !isRowMajor ? across : rows <= 1 ? classes : down;
        var (lines, line) = isRowMajor ? (rows, classes) : (classes, rows);
        if (stride < line || (!isRowMajor && down != 1 && rows > 1))
        {
            throw Strides(down, across, name);
        }

        var length = rows == 0 ? 0 : ((lines - 1) * stride) + line;
        return length <= int.MaxValue
            ? new(rows, classes, stride, !isRowMajor)
            : throw new ArgumentException(Guard.Text($"{name} extends over {length} elements; at most {int.MaxValue} are supported."), name);
    }

    /// <summary>An output for <paramref name="scores"/>, or nothing where it is empty.</summary>
    public static LogitMatrix Like<T>(in LogitMatrix scores, ReadOnlyTensorSpan<T> tensor, string name)
    {
        if (tensor.IsEmpty)
        {
            return scores;
        }

        var matrix = Of(tensor, name);
        if (matrix.Rows != scores.Rows || matrix.Classes != scores.Classes)
        {
            throw new ArgumentException(Guard.Text($"{name} is {matrix.Rows} × {matrix.Classes}, the scores are {scores.Rows} × {scores.Classes}."), name);
        }

        return matrix.IsClassMajor == scores.IsClassMajor
            ? matrix
            : throw new ArgumentException(Guard.Text($"{name} has contiguous {(matrix.IsClassMajor ? "columns" : "rows")}, the scores have not."), name);
    }

    /// <summary>An output that starts where the scores start lies as they lie.</summary>
    public static void CheckReplacement(bool startsTogether, in LogitMatrix scores, in LogitMatrix output, string name)
    {
        if (startsTogether && output.Stride != scores.Stride)
        {
            throw new ArgumentException(Guard.Text($"{name} starts where the scores start but has a stride of {output.Stride}, they one of {scores.Stride}."), name);
        }
    }

    public void CheckRows(int labels, string name)
    {
        if (labels != Rows)
        {
            throw new ArgumentException(Guard.Text($"{name} has {labels} elements, the scores have {Rows} rows."), name);
        }
    }

    private static ArgumentException Strides(nint down, nint across, string name) =>
        new(Guard.Text($"{name} has strides {down} and {across}; either rows or columns must be contiguous and not overlap."), name);
}
