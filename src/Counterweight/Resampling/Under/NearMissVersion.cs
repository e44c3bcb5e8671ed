namespace Counterweight.Resampling.Under;

/// <summary>Which rows <see cref="NearMiss"/> keeps.</summary>
public enum NearMissVersion
{
    /// <summary>Those nearest on average to their k nearest rows of the minority.</summary>
    One,

    /// <summary>Those nearest on average to their k farthest rows of the minority.</summary>
    Two,

    /// <summary>Of those that are among the nearest rows of their class to some row of the minority, those farthest on average from their k nearest rows of the minority.</summary>
    Three,
}
