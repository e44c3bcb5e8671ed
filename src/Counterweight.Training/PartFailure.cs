using System.Diagnostics.CodeAnalysis;

namespace Counterweight.Training;

/// <summary>Tells which part of the rows was refused: who is given a part names a row by its place there.</summary>
internal static class PartFailure
{
    /// <summary>Runs what is given a part of the rows. A refusal says which one, and is of the same type; the first exception is inside. Types of a caller's own come out as they are.</summary>
    /// <param name="act">What is run.</param>
    /// <param name="part">Which part it is, such as «bag 3; rows are numbered among the 20 drawn into it».</param>
    [SuppressMessage("Usage", "MA0015", Justification = "Of the constructors none takes a parameter and what is inside.")]
    public static T Tell<T>(Func<T> act, Func<string> part)
    {
        try
        {
            return act();
        }
        catch (ArgumentException error) when (error.GetType() == typeof(ArgumentException))
        {
            // The parameter comes last again.
            throw new ArgumentException($"{error.Message.Replace($" (Parameter '{error.ParamName}')", "", StringComparison.Ordinal)} This was in {part()}.", error.ParamName, error);
        }
        catch (ArgumentOutOfRangeException error) when (error.GetType() == typeof(ArgumentOutOfRangeException))
        {
            throw new ArgumentOutOfRangeException($"{error.Message} This was in {part()}.", error);
        }
    }
}
