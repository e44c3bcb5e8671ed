namespace Counterweight.ML;

/// <summary>What tells of wrong columns and values, in the invariant culture.</summary>
internal static class Refuse
{
    public static string Text(FormattableString text) => FormattableString.Invariant(text);

    public static ArgumentException Misfit(FormattableString text, string parameter) => new(Text(text), parameter);

    public static ArgumentOutOfRangeException OutOfRange(FormattableString text, string parameter) => new(parameter, Text(text));
}
