namespace Counterweight.Losses.SoftTargets;

/// <summary>The blocks of the state of a set of rows with soft targets: first the sums over each row, later the coefficients of the outputs, some of which replace sums that are no longer needed.</summary>
internal static class SoftTargetSlots
{
    /// <summary>Σe without one of the greatest, which is 1.</summary>
    public const int Rest = 0;

    /// <summary>W = Σ_j w_j·t_j.</summary>
    public const int TargetWeight = 1;

    /// <summary>Σ_j w_j·t_j(m − x_j), less the entropy where it is a divergence.</summary>
    public const int Spread = 2;

    /// <summary>One weight a row.</summary>
    public const int SampleWeight = 3;

    /// <summary>Weighted loss, 0 in rows that do not count.</summary>
    public const int Value = 4;

    /// <summary>Weight of the row; the rows that count have a positive one.</summary>
    public const int Weight = 5;

    /// <summary>Gradient for each unit of e_j(W − w_j·t_j) − w_j·t_j(Σe − e_j).</summary>
    public const int OfGradient = Spread;

    /// <summary>Hessian for each unit of e_j(Σe − e_j).</summary>
    public const int OfHessian = SampleWeight;

    public const int Count = 6;
}
