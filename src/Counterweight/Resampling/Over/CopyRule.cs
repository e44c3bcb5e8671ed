namespace Counterweight.Resampling.Over;

/// <summary>Which rows random over-sampling copies.</summary>
public enum CopyRule
{
    /// <summary>Rows of the class, drawn with replacement.</summary>
    WithReplacement,

    /// <summary>All rows of the class, as often as that goes, and for the rest rows drawn without replacement: no row is copied twice as long as another has not been once.</summary>
    EvenCopies,
}
