using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Counterweight.Core.Checks;

/// <summary>The checks of the public entries, all made before anything is written.</summary>
internal static class Guard
{
    public static void DegreeOfParallelism(int degreeOfParallelism) =>
        AtLeast(degreeOfParallelism, 1);

    /// <summary>Numbers not below <paramref name="least"/>.</summary>
    public static void AtLeast<T>(T value, T least, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : unmanaged, IComparisonOperators<T, T, bool>
    {
        if (value < least)
        {
            throw OutOfRange(value, name, Text($"at least {least}"));
        }
    }

    /// <summary>Numbers not above <paramref name="most"/>.</summary>
    public static void AtMost<T>(T value, T most, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : unmanaged, IComparisonOperators<T, T, bool>
    {
        if (value > most)
        {
            throw OutOfRange(value, name, Text($"at most {most}"));
        }
    }

    /// <summary>The number of one of <paramref name="count"/> things.</summary>
    public static void Index(int value, int count, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if ((uint)value >= (uint)count)
        {
            throw OutOfRange(value, name, Text($"in [0, {count})"));
        }
    }

    public static void SameLength(int length, long expected, string name, string expectedName)
    {
        if (length != expected)
        {
            throw new ArgumentException(Text($"{name} has {length} elements, {expectedName} asks for {expected}."), name);
        }
    }

    public static void SameLengthOrEmpty(int length, long expected, string name, string expectedName)
    {
        if (length != 0)
        {
            SameLength(length, expected, name, expectedName);
        }
    }

    public static void Disjoint<T, TOther>(ReadOnlySpan<T> one, ReadOnlySpan<TOther> other, string name, string otherName)
        where T : unmanaged
        where TOther : unmanaged
    {
        if (Overlap(one, other))
        {
            throw new ArgumentException(Text($"{name} overlaps {otherName}."), name);
        }
    }

    /// <summary>As <c>Overlaps</c>, of spans that may differ in type; casting both to bytes fails beyond 2³¹ of them.</summary>
    public static unsafe bool Overlap<T, TOther>(ReadOnlySpan<T> one, ReadOnlySpan<TOther> other)
        where T : unmanaged
        where TOther : unmanaged
    {
        if (one.IsEmpty || other.IsEmpty)
        {
            return false;
        }

        var offset = Unsafe.ByteOffset(
            ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(one)),
            ref Unsafe.As<TOther, byte>(ref MemoryMarshal.GetReference(other)));
        return (nuint)offset < (nuint)one.Length * (nuint)sizeof(T) || (nuint)(-offset) < (nuint)other.Length * (nuint)sizeof(TOther);
    }

    public static void NoPartialOverlap<T>(ReadOnlySpan<T> output, ReadOnlySpan<T> input, string name, string inputName)
    {
        if (!Unsafe.AreSame(ref MemoryMarshal.GetReference(output), ref MemoryMarshal.GetReference(input)) && output.Overlaps(input))
        {
            throw new ArgumentException(Text($"{name} overlaps {inputName} without starting where it starts."), name);
        }
    }

    /// <summary>Labels lie in [0, classCount) or are the one to ignore.</summary>
    public static void Labels<TLabel>(ReadOnlySpan<TLabel> labels, int classCount, int? ignoreLabel, string name)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        var index = LabelLoop.FirstRejected(labels, classCount, ignoreLabel);
        if (index >= 0)
        {
            throw LabelError(labels[index], index, classCount, name, ignoreLabel);
        }
    }

    public static ArgumentOutOfRangeException LabelError<TLabel>(TLabel label, int index, int classCount, string name, int? ignoreLabel = null) =>
        new(name, label, Text($"{name}[{index}] is {label}; a label must lie in [0, {classCount}){(ignoreLabel is null ? "" : " or be the one to ignore")}."));

    public static void Elements<TCheck, T>(TCheck check, ReadOnlySpan<T> elements, string name, string rule)
        where TCheck : struct, IElementCheck<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var index = CheckLoop<TCheck, T>.FirstRejected(check, elements);
        if (index >= 0)
        {
            throw new ArgumentOutOfRangeException(name, elements[index], Text($"{name}[{index}] is {elements[index]}; {rule}."));
        }
    }

    /// <summary>Weights are finite and not negative; returns the largest, 0 of none.</summary>
    public static double Weights<T>(ReadOnlySpan<T> weights, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var largest = WeightLoop.MaxOrNaN(weights);
        for (var i = 0; double.IsNaN(largest); i++)
        {
            if (!WeightLoop.IsValid(weights[i]))
            {
                throw WeightError(weights[i], i, name);
            }
        }

        return largest;
    }

    public static ArgumentOutOfRangeException WeightError<T>(T weight, int index, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(name, weight, Text($"{name}[{index}] is {weight}; a weight must be finite and not negative."));

    public static void Weight<T>(T weight, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!(WeightLoop.IsValid(weight)))
        {
            throw new ArgumentOutOfRangeException(name, weight, Text($"{name} is {weight}; a weight must be finite and not negative."));
        }
    }

    public static void Positive<T>(T value, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!(value > T.Zero))
        {
            throw new ArgumentOutOfRangeException(name, value, Text($"{name} is {value}; it must be above 0."));
        }
    }

    /// <summary>Loops that read elements through their type know two.</summary>
    public static void ElementType<T>()
        where T : unmanaged
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new NotSupportedException($"{typeof(T)} is neither float nor double.");
        }
    }

    public static void Fraction<T>(T value, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!(value >= T.Zero && value <= T.One))
        {
            throw new ArgumentOutOfRangeException(name, value, Text($"{name} is {value}; it must lie in [0, 1]."));
        }
    }

    /// <summary>Parameters that are finite.</summary>
    public static void Finite<T>(ReadOnlySpan<T> values, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
            {
                throw new ArgumentOutOfRangeException(name, values[i], Text($"{name}[{i}] is {values[i]}; it must be finite."));
            }
        }
    }

    /// <summary>Residuals and their weights.</summary>
    public static void Residuals<T>(ReadOnlySpan<T> residuals, ReadOnlySpan<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ElementType<T>();
        SameLengthOrEmpty(weights.Length, residuals.Length, nameof(weights), nameof(residuals));
        Finite(residuals, nameof(residuals));
        Weights(weights, nameof(weights));
    }

    /// <summary>A parameter of a loss that its own rule does not accept.</summary>
    public static void Parameter<T>(bool accepted, T value, string name, string rule)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!accepted)
        {
            throw new ArgumentOutOfRangeException(name, value, Text($"{name} is {value}; it must {rule}."));
        }
    }

    /// <summary>A loss that was constructed: the default of its type has no parameters.</summary>
    public static void Constructed(bool isConstructed, string loss)
    {
        if (!isConstructed)
        {
            throw new InvalidOperationException(Text($"The loss is the default of {loss}, which has no parameters; make one by a constructor."));
        }
    }

    private static ArgumentOutOfRangeException OutOfRange<T>(T value, string name, string rule) => new(name, value, Text($"{name} is {value}; it must be {rule}."));

    /// <summary>A message of numbers, the same in every culture.</summary>
    public static string Text(FormattableString message) => message.ToString(CultureInfo.InvariantCulture);
}
