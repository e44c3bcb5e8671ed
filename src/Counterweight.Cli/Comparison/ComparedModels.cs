using Counterweight.Cli.Fitting;
using Counterweight.Training;
using Counterweight.Training.Data;

namespace Counterweight.Cli.Comparison;

/// <summary>Which models are compared.</summary>
internal static class ComparedModels
{
    private const double FocalGamma = 2;

    /// <summary>Each model with each of some class weights.</summary>
    public static IEnumerable<ComparedModel> Of(IEnumerable<ModelSettings> models, IReadOnlyList<(string Name, ClassWeighting Weighting)> weightings) =>
        models.SelectMany(model => weightings.Select(each => new ComparedModel(model with { Weighting = each.Weighting }, each.Name)));

    /// <summary>The same, and with them what else is done about rare classes: of boosting by focal loss and resampling, of a forest by its draws.</summary>
    /// <param name="models">The models.</param>
    /// <param name="weightings">The class weights.</param>
    /// <param name="data">The rows to train on.</param>
    public static IEnumerable<ComparedModel> WithRemedies(IReadOnlyList<ModelSettings> models, IReadOnlyList<(string Name, ClassWeighting Weighting)> weightings, Dataset data)
    {
        foreach (var model in Of(models, weightings))
        {
            yield return model with { IsCalibrated = model.Settings.Family is ModelFamily.Boosting or ModelFamily.Forest };
        }

        foreach (var boosting in models.Where(model => model.Family == ModelFamily.Boosting))
        {
            var resampled = new ComparedModel(boosting, "") { IsRemedy = true, IsCalibrated = true, IsEven = true };
            yield return new(boosting with { FocalGamma = FocalGamma }, "focal loss") { IsRemedy = true, IsCalibrated = true };
            yield return resampled with { WeightingName = "over-sampled", Resampler = _ => Remedies.OverSampled };
            yield return resampled with { WeightingName = "under-sampled", Resampler = _ => Remedies.UnderSampled };
            if (Remedies.SmoteFault(data) is null)
            {
                yield return resampled with { WeightingName = "SMOTE", Resampler = Remedies.Smote };
            }
        }

        foreach (var forest in models.Where(model => model.Family == ModelFamily.Forest))
        {
            yield return new(forest with { ClassSampling = ClassSampling.BalancedWithoutReplacement }, "balanced draws") { IsRemedy = true, IsCalibrated = true, IsEven = true };
        }
    }
}
