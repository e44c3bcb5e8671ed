using System.Runtime.InteropServices;
using Counterweight.Core.Checks;

namespace Counterweight.Losses.Rows;

/// <summary>How a matrix of n rows and K classes lies in a span.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct LogitLayout : IEquatable<LogitLayout>
{
    private LogitLayout(int classCount, int stride, bool isClassMajor)
    {
        Guard.AtLeast(classCount, 1);
        Guard.AtMost(classCount, 1 << 24);
        ClassCount = classCount;
        Stride = stride;
        IsClassMajor = isClassMajor;
    }

    /// <summary>K.</summary>
    public int ClassCount { get; }

    /// <summary>Elements from a row to the next, or, class-major, from a class to the next; 0 for no gap.</summary>
    public int Stride { get; }

    /// <summary>Whether all rows of a class follow each other, as boosters store scores.</summary>
    public bool IsClassMajor { get; }

    /// <summary>Whether two layouts differ.</summary>
    public static bool operator !=(LogitLayout left, LogitLayout right) => !left.Equals(right);

    /// <summary>Whether two layouts are the same.</summary>
    public static bool operator ==(LogitLayout left, LogitLayout right) => left.Equals(right);

    /// <summary>The logits of a row follow each other.</summary>
    /// <param name="classCount">K, 1 to 2²⁴.</param>
    /// <param name="stride">Elements from a row to the next, at least K; 0 for K. Elements between rows are neither read nor written.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public static LogitLayout RowMajor(int classCount, int stride = 0)
    {
        if (stride != 0)
        {
            Guard.AtLeast(stride, classCount);
        }

        return new(classCount, stride, isClassMajor: false);
    }

    /// <summary>The logits of a class follow each other.</summary>
    /// <param name="classCount">K, 1 to 2²⁴.</param>
    /// <param name="stride">Elements from a class to the next, at least n; 0 for n. Elements between classes are neither read nor written.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public static LogitLayout ClassMajor(int classCount, int stride = 0)
    {
        Guard.AtLeast(stride, 0);
        return new(classCount, stride, isClassMajor: true);
    }

    /// <inheritdoc/>
    public bool Equals(LogitLayout other) => ClassCount == other.ClassCount && Stride == other.Stride && IsClassMajor == other.IsClassMajor;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LogitLayout other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ClassCount, Stride, IsClassMajor);

    /// <summary>The stride for <paramref name="rows"/> rows, without 0 for none.</summary>
    internal nint StrideFor(int rows) => Stride != 0 ? Stride : IsClassMajor ? Math.Max(rows, 1) : ClassCount;

    /// <summary>The default has no classes.</summary>
    internal void CheckMade(string name)
    {
        if (ClassCount == 0)
        {
            throw new ArgumentException("The layout has no classes; make one by RowMajor or ClassMajor.", name);
        }
    }

    /// <summary>Checks a matrix of <paramref name="rows"/> rows against its span.</summary>
    internal void Check(int length, int rows, string name, string layout = "layout")
    {
        CheckMade(layout);
        var stride = (long)StrideFor(rows);
        if (IsClassMajor && stride < rows)
        {
            throw new ArgumentException(Guard.Text($"The layout has a stride of {stride}, less than the {rows} rows."), name);
        }

        var (lines, line) = IsClassMajor ? (ClassCount, rows) : (rows, ClassCount);
        var most = lines * stride;
        var least = rows == 0 ? 0 : most - stride + line;
        if (rows == 0)
        {
            most = 0;
        }

        if (length < least || length > most)
        {
            throw new ArgumentException(Guard.Text($"{name} has {length} elements; {rows} labels, {ClassCount} classes and a stride of {stride} need {least}{(most > least ? $" to {most}" : string.Empty)}."), name);
        }
    }
}
