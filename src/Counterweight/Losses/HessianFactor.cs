namespace Counterweight.Losses;

/// <summary>The factor by which boosters multiply the Hessian diagonal of a softmax, to account for the rest of the matrix.</summary>
public enum HessianFactor
{
    /// <summary>1: the diagonal itself.</summary>
    One,

    /// <summary>2, as XGBoost.</summary>
    Two,

    /// <summary>K/(K − 1), as LightGBM; 1 for a single class.</summary>
    ClassRatio,
}
