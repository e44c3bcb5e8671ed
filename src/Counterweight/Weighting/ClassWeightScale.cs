namespace Counterweight.Weighting;

/// <summary>What class weights are multiplied by, after their own rule: one factor for all classes.</summary>
public enum ClassWeightScale
{
    /// <summary>Nothing: the weights are those of the rule.</summary>
    AsDefined,

    /// <summary>The factor that makes their mean over classes 1: Σ_c w_c = K.</summary>
    MeanOneOverClasses,

    /// <summary>The factor that makes their mean over rows 1: the rows weigh together what they weighed before, Σ_i w_i·w_y(i) = Σ_i w_i.</summary>
    MeanOneOverRows,
}
