namespace Counterweight.Losses.Softmax;

/// <summary>
/// The blocks of the state of a set of rows, one row a lane: first the sums over each row, later the coefficients of the
/// outputs, some of which replace sums that are no longer needed.
/// </summary>
/// <remarks>With m the greatest logit of a row, e_j = exp(x_j − m).</remarks>
internal static class SoftmaxSlots
{
    /// <summary>Σ_{j≠y} e_j.</summary>
    public const int Rest = 0;

    /// <summary>e_y.</summary>
    public const int TargetExp = 1;

    /// <summary>x_y − m.</summary>
    public const int TargetShift = 2;

    /// <summary>w_y.</summary>
    public const int ClassWeight = 3;

    /// <summary>Σ_k w_k(m − x_k), 0 without smoothing.</summary>
    public const int Spread = 4;

    /// <summary>m.</summary>
    public const int Max = 5;

    /// <summary>The class of the greatest logit, if it is requested.</summary>
    public const int ArgMax = 6;

    /// <summary>y, as a number of the elements' type.</summary>
    public const int Label = 7;

    /// <summary>0 in rows that do not count.</summary>
    public const int SampleWeight = 8;

    /// <summary>Gradient off the target for each unit of e_j.</summary>
    public const int Factor = TargetShift;

    /// <summary>Gradient at the target.</summary>
    public const int Target = ClassWeight;

    /// <summary>m + ln Σe.</summary>
    public const int LogSumExp = Max;

    /// <summary>Hessian for each unit of e_j·(Σe − e_j).</summary>
    public const int OfProducts = Spread;

    /// <summary>Hessian for each unit of e_j², at the target of (Σe − e_y)².</summary>
    public const int OfSquares = 9;

    /// <summary>The number of blocks.</summary>
    public const int Count = 10;
}
