namespace Counterweight.Cli.Columns.Beside;

/// <summary>A column that a command uses beside the features, such as the groups of a split.</summary>
/// <param name="Option">The option that names it.</param>
/// <param name="Column">A name, a number from 1, or one from −1 for the last column.</param>
/// <param name="StaysFeature">Whether it is a feature too where it can be.</param>
internal sealed record BesideRequest(string Option, string Column, bool StaysFeature);
