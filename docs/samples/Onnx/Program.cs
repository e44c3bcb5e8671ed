using System.Globalization;
using Counterweight.Metrics;
using Counterweight.Onnx;
using Counterweight.Training;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

// Boosting with and without balanced class weights, written to ONNX and asked by ONNX Runtime.
var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "pima.csv"));
string[][] cells = [.. lines.Skip(1).Select(line => line.Split(','))];
var names = lines[0].Split(',')[..^1];
double[] values = [.. names.SelectMany((_, column) => cells.Select(row => double.Parse(row[column], CultureInfo.InvariantCulture)))];
var data = new Dataset(names, ["neg", "pos"], values, [.. cells.Select(row => row[^1] is "pos" ? 1 : 0)]);
var split = StratifiedSplit.Create(data.Labels, 0.3, 0);
var (train, test) = (data.Subset([.. split.TrainRows]), data.Subset([.. split.TestRows]));
foreach (var weighting in (ClassWeighting[])[ClassWeighting.None, ClassWeighting.Balanced])
{
    var model = GradientBoostingClassifier.Fit(train, new() { Rounds = 60, Tree = new() { MaxDepth = 2 }, Weighting = weighting });
    using var file = new MemoryStream();
    OnnxFile.Save(model, file, ModelSchema.Of(train));

    using var session = new InferenceSession(file.ToArray());
    double[] rows = [.. Enumerable.Range(0, test.RowCount).SelectMany(row => names.Select((_, column) => test.Column(column)[row]))];
    using var results = session.Run([NamedOnnxValue.CreateFromTensor("features", new DenseTensor<double>(rows, [test.RowCount, names.Length]))]);
    int[] theirs = [.. results.Single(result => result.Name is "label").AsEnumerable<string>().Select(name => name is "pos" ? 1 : 0)];
    var ours = new int[test.RowCount];
    model.Predict(test, ours);
    var matrix = new ConfusionMatrix(2);
    matrix.AddPredictions(theirs, test.Labels);
    Console.WriteLine(FormattableString.Invariant($"{weighting}: balanced accuracy {matrix.BalancedAccuracy:F3} in ONNX Runtime, {ours.Zip(theirs).Count(pair => pair.First != pair.Second)} rows answered otherwise than here"));
}
