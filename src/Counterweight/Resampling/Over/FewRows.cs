namespace Counterweight.Resampling.Over;

/// <summary>What happens to a class of no more rows than neighbors are asked for.</summary>
public enum FewRows
{
    /// <summary>An error that names the class.</summary>
    Refuse,

    /// <summary>All its other rows are neighbors. A single row, which has none, remains an error.</summary>
    UseAll,
}
