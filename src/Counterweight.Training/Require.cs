using System.Runtime.CompilerServices;

namespace Counterweight.Training;

/// <summary>
/// Checks in one style: «name is value; it must be …», the same words and numbers in every culture. A value out of its range is an
/// <see cref="ArgumentOutOfRangeException"/>, a wrong length or combination an <see cref="ArgumentException"/>.
/// </summary>
internal static class Require
{
    /// <summary>Text in the invariant culture.</summary>
    public static string Text(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>What tells of a wrong length, combination or shape.</summary>
    public static ArgumentException Misfit(FormattableString text, string parameter) => new(Text(text), parameter);

    /// <summary>What tells of a value out of its range.</summary>
    public static ArgumentOutOfRangeException OutOfRange(FormattableString text, string parameter) => new(parameter, Text(text));

    /// <summary>Refuses a value that does not meet its rule.</summary>
    /// <param name="isGood">Whether it does.</param>
    /// <param name="value">The value.</param>
    /// <param name="name">Its name: a parameter, or an option with those that hold it.</param>
    /// <param name="rule">What it must be.</param>
    /// <param name="parameter">The parameter to blame; null: the name.</param>
    public static void That<T>(
        bool isGood,
        T value,
        [InterpolatedStringHandlerArgument(nameof(isGood))] RefusalText name,
        [InterpolatedStringHandlerArgument(nameof(isGood))] RefusalText rule,
        string? parameter = null)
    {
        if (!isGood)
        {
            var own = name.Take();
            throw OutOfRange($"{own} is {value}; it must be {rule.Take()}.", parameter ?? own);
        }
    }

    public static void AtLeast(long value, long least, string name, string? parameter = null)
    {
        if (value < least)
        {
            That(false, value, name, $"at least {least}", parameter);
        }
    }

    /// <summary>A number in [0, count).</summary>
    public static void Index(int value, int count, string name)
    {
        if ((uint)value >= (uint)count)
        {
            That(false, value, name, $"in [0, {count})");
        }
    }

    public static void FiniteAtLeastZero(double value, string name, string? parameter = null) =>
        That(value >= 0 && double.IsFinite(value), value, name, "finite and at least 0", parameter);

    public static void FiniteAboveZero(double value, string name, string? parameter = null) =>
        That(value > 0 && double.IsFinite(value), value, name, "finite and above 0", parameter);

    /// <summary>A value that its enumeration has.</summary>
    public static void Defined<T>(T value, string name, string? parameter = null)
        where T : struct, Enum => That(Enum.IsDefined(value), value, name, $"a value of {typeof(T).Name}", parameter);

    /// <summary>An option that is an object.</summary>
    public static void NotNull(object? value, string name, string rule, string parameter)
    {
        if (value is null)
        {
            throw Misfit($"{name} is null; it must {rule}.", parameter);
        }
    }

    /// <summary>A stream that can be written.</summary>
    public static void Writable(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream, name);
        if (!stream.CanWrite)
        {
            throw Misfit($"{name} cannot be written: it is closed, or a stream to read from.", name);
        }
    }

    /// <summary>A stream that can be read.</summary>
    public static void Readable(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream, name);
        if (!stream.CanRead)
        {
            throw Misfit($"{name} cannot be read: it is closed, or a stream to write to.", name);
        }
    }

    /// <summary>Refuses less than one thread: before anything is written.</summary>
    public static void Threads(int degreeOfParallelism) => AtLeast(degreeOfParallelism, 1, nameof(degreeOfParallelism));

    /// <summary>Factors of gains, by which these neither overflow nor vanish, one a feature; or none.</summary>
    public static void FeatureWeights(IReadOnlyList<double>? weights, int featureCount, string name, string parameter)
    {
        if (weights is not null && weights.Count != featureCount)
        {
            throw Misfit($"{name} has {weights.Count} elements for {featureCount} features.", parameter);
        }

        for (var feature = 0; feature < weights?.Count; feature++)
        {
            That(weights[feature] is 0 or (>= 1e-100 and <= 1e100), weights[feature], $"{name}[{feature}]", "0 or in [1e-100, 1e100]", parameter);
        }
    }
}
