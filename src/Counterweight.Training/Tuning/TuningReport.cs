namespace Counterweight.Training.Tuning;

/// <summary>Costs on rows that neither the models nor the choices had seen: all of tuning was done anew outside each fold, or by time before it.</summary>
/// <param name="Tuned">Mean cost a row of what was chosen outside each fold.</param>
/// <param name="Unweighted">Mean cost a row without weights and resampling, an alarm where the probability is at least ½.</param>
/// <param name="Balanced">Mean cost a row with balanced class weights, an alarm where the probability is at least ½.</param>
/// <param name="UnweightedLeastCost">Mean cost a row without weights and resampling, an alarm where the score is at least ½: where it is expected to cost no more than none.</param>
/// <param name="TunedLessUnweighted">The mean difference: below 0 where tuning pays.</param>
/// <param name="TunedLessBalanced">The mean difference: below 0 where tuning pays.</param>
/// <param name="TunedLessUnweightedLeastCost">The mean difference: below 0 where tuning gains more than answers of least expected cost do by themselves.</param>
/// <param name="Choices">What was chosen outside each fold, repeat after repeat: how much choices differ tells how sure they are.</param>
public sealed record TuningReport(
    CostEstimate Tuned,
    CostEstimate Unweighted,
    CostEstimate Balanced,
    CostEstimate UnweightedLeastCost,
    CostEstimate TunedLessUnweighted,
    CostEstimate TunedLessBalanced,
    CostEstimate TunedLessUnweightedLeastCost,
    IReadOnlyList<TuningChoice> Choices);
