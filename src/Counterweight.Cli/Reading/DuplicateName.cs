namespace Counterweight.Cli.Reading;

/// <summary>Two columns of the same name. The first keeps it, and the second goes by its number.</summary>
/// <param name="Name">The name.</param>
/// <param name="First">Place of the column that keeps it.</param>
/// <param name="Second">Place of the other.</param>
internal sealed record DuplicateName(string Name, int First, int Second)
{
    /// <summary>The problem, where a table may not have such columns.</summary>
    public string Problem => FormattableString.Invariant($"column '{FilePlace.OneLine(Name)}': columns {First + 1} and {Second + 1} have the same name");

    /// <summary>What is assumed where it may.</summary>
    public string Note => FormattableString.Invariant($"columns {First + 1} and {Second + 1} are both named '{FilePlace.OneLine(Name)}': the second is called 'column {Second + 1}'");
}
