namespace Counterweight.Mutation.Faults.Adapters;

/// <summary>Losses in LightGBM.</summary>
internal static class LightGbmFaults
{
    private const string Objectives = "Counterweight.LightGbm.Tests: *.ObjectiveTests";
    private const string Boosters = "Counterweight.LightGbm.Tests: *.BoosterTests";
    private const string Parameters = "Counterweight.LightGbm.Tests: *.ParameterTests";
    private const string Hostile = "Counterweight.LightGbm.Tests: *.HostileInputTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("LightGBM gets Hessians below 0 of a score a row", "PointObjective.cs", "TensorPrimitives.Max(outputs.Hessian, 0, outputs.Hessian);", "", Objectives),
        new("LightGBM gets Hessians below 0 of a score a class", "SoftmaxObjective.cs", ", ClampHessian = true", "", Objectives),
        new("LightGBM gets gradients that are not finite", "LightGbmObjective.cs", "CheckFinite(gradients, \"gradient\");", "", Objectives),
        new("sample weights do not reach LightGBM", "PointObjective.cs", "targets.Span, sampleWeights.Span, outputs", "targets.Span, default, outputs", Objectives),
        new("class weights do not reach LightGBM", "SoftmaxObjective.cs", "PerClass = classWeights.Span, ", "", Objectives),
        new("LightGBM gets scores row by row", "SoftmaxObjective.cs", "LogitLayout.ClassMajor", "LogitLayout.RowMajor", Objectives),
        new("LightGBM's factor of Hessians is 1", "SoftmaxObjective.cs", "HessianFactor = factor", "HessianFactor = HessianFactor.One", Objectives),
        new("targets of LightGBM are checked late", "PointObjective.cs", "PointLoss.Evaluate(loss, new float[targets.Length], targets.Span, sampleWeights.Span);", "", Objectives),
        new("a dataset is freed under its booster", "BoosterHandle.cs", "dataset.DangerousAddRef(ref isHeld);", "", Boosters),
        new("validation rows of LightGBM are counted from 0", "LightGbmBooster.cs", "return validationRows.Count;", "return validationRows.Count - 1;", Boosters),
        new("LightGBM's text ends with its last byte", "LightGbmBooster.cs", "(int)length - 1", "(int)length", Boosters),
        new("LightGBM's end of rounds is not told", "LightGbmBooster.cs", "isFinished != 0", "isFinished < 0", Boosters),
        new("columns are read as rows by LightGBM", "LightGbmBooster.cs", "isRowMajor ? 1 : 0", "1", Boosters),
        new("categories are numbers to LightGBM", "LightGbmDataset.cs", "if (categories.Length > 0 &&", "if (categories.Length < 0 &&", Boosters),
        new("names of features go to LightGBM as they are", "LightGbmDataset.cs", "LightGbmNames.Of(data.FeatureNames)", "[.. data.FeatureNames]", Hostile),
        new("linear trees of LightGBM read values that are not there", "LightGbmBooster.cs", "!training.HasRawValues && ", "training.HasRawValues && ", Hostile),
        new("LightGBM constrains features that are not there", "LightGbmBooster.cs", "number >= training.FeatureCount", "number > training.FeatureCount", Hostile),
        new("forced splits of LightGBM are of features that are not there", "ForcedFiles.cs", "number >= 0 && number < featureCount", "number >= 0 && number <= featureCount", "Counterweight.LightGbm.Tests: *.ForcedFileTests"),
        new("LightGBM passes over a file of forced splits", "ForcedFiles.cs", "[\"forcedsplits_filename\", \"fs\", ", "[\"forcedsplits_filename\", ", "Counterweight.LightGbm.Tests: *.ForcedFileTests"),
        new("LightGBM turns trees around while scores are read", "LightGbmBooster.cs", "Contains(\"dart\")", "Contains(\"rf\")", Hostile),
        new("quotation marks hide a parameter of LightGBM", "ParameterText.cs", " or '\"' or '\\''", "", Parameters),
        new("a parameter of LightGBM ends in the middle", "ParameterText.cs", "char.IsControl(letter) || ", "", Parameters),
        new("LightGBM is silent though told to speak", "ParameterText.cs", "[\"verbosity\", \"verbose\"]", "[\"verbosity\"]", Parameters),
        new("LightGBM's errors are not read", "LightGbmLibrary.cs", "if (status != 0)", "if (status > 0)", Boosters),
        new("LightGBM's objective may be another", "ParameterText.cs", "if (Taken.Contains(name))", "if (Taken.Contains(value))", Parameters),
        new("a parameter of LightGBM may hold others", "ParameterText.cs", "char.IsWhiteSpace(letter) || char.IsControl(letter) || letter is", "char.IsControl(letter) || letter is", Parameters),
        new("a parameter of LightGBM may be given twice", "ParameterText.cs", "if (!names.Add(name))", "if (names.Add(name) && name.Length > 99)", Parameters),
    ];
}
