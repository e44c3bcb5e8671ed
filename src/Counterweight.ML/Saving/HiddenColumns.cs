namespace Counterweight.ML.Saving;

/// <summary>Columns that a fitted classifier needs between its steps, and drops again. Saved models know these names: they stay as they are.</summary>
internal static class HiddenColumns
{
    public const string Features = "~counterweight.Features";
    public const string Constant = "~counterweight.Constant";
    public const string Model = "~counterweight.Model";
    public const string Scores = "~counterweight.Scores";
    public const string Class = "~counterweight.Class";
    public const string Part = "~counterweight.Part";
}
