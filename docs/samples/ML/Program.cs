using Counterweight.ML;
using Counterweight.Resampling.Over;
using Counterweight.Training;
using Counterweight.Training.Resampling;
using Microsoft.ML;
using Microsoft.ML.Data;

// Diabetes among the Pima: 268 of 768 rows. Given the path of a model, the program scores the test rows by it; otherwise it trains, and saves one.
var context = new MLContext(seed: 1);
TextLoader.Column[] columns = [new("Features", DataKind.Single, 0, 7), new("Diabetes", DataKind.String, 8)];
var text = context.Data.LoadFromTextFile(Path.Combine(AppContext.BaseDirectory, "pima.csv"), columns, separatorChar: ',', hasHeader: true);
var data = context.Transforms.Conversion.MapValue("Label", [new("neg", false), new KeyValuePair<string, bool>("pos", true)], "Diabetes").Fit(text).Transform(text);
var (train, test) = context.Data.StratifiedTrainTestSplit(data, testFraction: 0.3);
if (args is [var saved])
{
    Print("loaded", context.Model.Load(saved, out _));
    return;
}

var trainers = context.BinaryClassification.Trainers;
Print("before", trainers.LogisticRegression().Fit(train));
Print("SMOTE", trainers.LogisticRegression().OnResampledRows(new OverResampler(new Smote())).Fit(train));
var threshold = context.BinaryClassification.DecisionThreshold(ThresholdChoice.LeastCost(falsePositive: 1, falseNegative: 500.0 / 268));
Print("threshold", trainers.LogisticRegression().OnHeldOutRows(threshold).Fit(train));
var after = trainers.LogisticRegression(options: new() { Weighting = ClassWeighting.Balanced }).Fit(train);
Print("after", after);
context.Model.Save(after, data.Schema, "pima.zip");

void Print(string name, ITransformer model) =>
    Console.WriteLine(FormattableString.Invariant($"{name}: balanced accuracy {context.BinaryClassification.EvaluateImbalanced(model.Transform(test)).BalancedAccuracy:F3}"));
