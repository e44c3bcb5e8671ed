using System.Diagnostics.CodeAnalysis;

namespace Counterweight.Training;

/// <summary>Tells which part of the rows was refused: who is given a part names a row by its place there.</summary>
internal static class PartFailure
{
    /// <summary>Runs what is given a part of the rows. A refusal says which one, and blames the same parameter; the first exception is inside. Types of a caller's own come out as they are.</summary>
    /// <param name="act">What is run.</param>
    /// <param name="part">Which part it is, such as «bag 3; rows are numbered among the 20 drawn into it».</param>
    [SuppressMessage("Usage", "MA0015", Justification = "The parameter is the one that was blamed.")]
    [SuppressMessage("Usage", "CA2208", Justification = "The parameter is the one that was blamed.")]
    public static T Tell<T>(Func<T> act, Func<string> part)
    {
        try
        {
            return act();
        }
        catch (ArgumentException error) when (error.GetType() == typeof(ArgumentException))
        {
            throw new ArgumentException(Text(error, new ArgumentException("", error.ParamName).Message, part()), error.ParamName, error);
        }
        catch (ArgumentOutOfRangeException error) when (error.GetType() == typeof(ArgumentOutOfRangeException) || error is PartOutOfRangeException)
        {
            var end = new ArgumentOutOfRangeException(error.ParamName, error.ActualValue, "").Message;
            throw new PartOutOfRangeException(Text(error, end, part()) + end, error);
        }
    }

    /// <summary>What an exception says, and the part, without the parameter and the value: these come last again.</summary>
    private static string Text(ArgumentException error, string end, string part) =>
        $"{(error.Message.EndsWith(end, StringComparison.Ordinal) ? error.Message[..^end.Length] : error.Message)} This was in {part}.";

    /// <summary>A value out of its range in a part of the rows. No constructor of its base type takes a parameter, a value and what is inside.</summary>
    /// <param name="message">All that it says.</param>
    /// <param name="error">The first exception.</param>
    private sealed class PartOutOfRangeException(string message, ArgumentOutOfRangeException error) : ArgumentOutOfRangeException(message, error)
    {
        public override string? ParamName { get; } = error.ParamName;

        public override object? ActualValue { get; } = error.ActualValue;
    }
}
