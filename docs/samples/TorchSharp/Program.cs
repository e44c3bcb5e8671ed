// Fraud among payments: 159 of 9,000. A small network that reads four columns (what is missing is 0), without class weights and with them.
using System.Globalization;
using System.IO.Compression;
using Counterweight.Metrics;
using Counterweight.TorchSharp;
using Counterweight.Weighting;
using static TorchSharp.torch;

using var reader = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "payments.csv.gz")), CompressionMode.Decompress));
string[][] rows = [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))];
string[][] training = [.. rows.Where((_, i) => i % 4 != 0)], held = [.. rows.Where((_, i) => i % 4 == 0)];
var (x, y, test) = (Features(training), tensor(Labels(training)), Features(held));
(x, test) = ((x - x.mean([0])) / x.std(0), (test - x.mean([0])) / x.std(0));

var (counts, weights) = (new long[2], new float[2]);
ClassWeights.Count(Labels(training), counts);
ClassWeights.BalancedFromCounts(counts, weights);
Console.WriteLine(FormattableString.Invariant($"before: balanced accuracy {Learn(LossModules.CrossEntropyLoss()):F3}"));
Console.WriteLine(FormattableString.Invariant($"after: balanced accuracy {Learn(LossModules.CrossEntropyLoss(tensor(weights))):F3}"));
Tensor Features(string[][] of) => tensor(of.SelectMany(row => (float[])[Number(row[3]), Number(row[7]), Number(row[8]), Number(row[9])]).ToArray(), [of.Length, 4]);
float Number(string cell) => float.TryParse(cell, CultureInfo.InvariantCulture, out var number) ? number : 0;
long[] Labels(string[][] of) => [.. of.Select(row => row[10] is "yes" ? 1L : 0)];

double Learn(LossModule loss)
{
    random.manual_seed(1);
    using var model = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 2));
    using var optimizer = optim.Adam(model.parameters(), lr: 0.01);
    for (var step = 0; step < 200; step++)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        loss.call(model.call(x), y).backward();
        optimizer.step();
    }

    var matrix = new ConfusionMatrix(2);
    matrix.AddScores(model.call(test).data<float>().ToArray(), Labels(held));
    return matrix.BalancedAccuracy;
}
