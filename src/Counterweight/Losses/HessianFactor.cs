namespace Counterweight.Losses;

/// <summary>What boosters multiply the Hessian diagonal of a softmax by, to make up for the rest of the matrix.</summary>
public enum HessianFactor
{
    /// <summary>1: the diagonal itself.</summary>
    One,

    /// <summary>2, as XGBoost.</summary>
    Two,

    /// <summary>K/(K − 1), as LightGBM; 1 for a single class.</summary>
    ClassRatio,
}
