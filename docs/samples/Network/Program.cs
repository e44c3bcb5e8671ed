using Counterweight.Losses;
using Counterweight.Losses.Rows;
using Counterweight.Losses.SoftTargets;
using Counterweight.Losses.Softmax;
using Counterweight.Metrics;
using Counterweight.Samples;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Weighting;
using Counterweight.Weighting.Adaptive;

// A network by hand: the kernels write the gradient of a loss in the place of the logits.
var all = Shuttle.Load();
var split = StratifiedSplit.Create(all.Labels, 0.6, seed: 0);
var (train, test) = (all.Subset([.. split.TrainRows]), all.Subset([.. split.TestRows]));
var (classes, standardizer) = (all.ClassCount, Standardizer.Fit(train));
var training = new Training(Shuttle.Inputs(train, standardizer), train.Labels.ToArray(), classes);
var inputs = Shuttle.Inputs(test, standardizer);

// Labels as they are, and with class weights.
var classWeights = new float[classes];
ClassWeights.InverseSquareRoot<float>(train.Labels, classWeights);
Report("before, without weights", training.Run((logits, batch) => CrossEntropy(logits, batch, [])));
Report("class weights", training.Run((logits, batch) => CrossEntropy(logits, batch, classWeights)));

// A boosted teacher: the network learns its probabilities, softened by a temperature of 2.
var teacher = GradientBoostingClassifier.Fit(train, new() { Rounds = 10, LearningRate = 0.3 });
var probabilities = new double[train.RowCount * classes];
teacher.PredictProbabilities(train, probabilities);
float[] targets = [.. probabilities.Chunk(classes).SelectMany(row => row.Select(p => (float)(Math.Sqrt(p) / row.Sum(Math.Sqrt))))];
Report("taught by boosting, class weights", training.Run(Distillation));

// A curriculum: the easiest half of the rows first, all of them from the third epoch on.
Report("curriculum, class weights", training.Run(
    (logits, batch) => CrossEntropy(logits, batch, classWeights),
    (epoch, losses, weights) => ExampleWeights.Easiest(losses, ExampleWeights.Pace(epoch, 2, start: 0.5), weights)));

// Group DRO: groups with a high mean loss gain weight. Here a class is a group.
var (groupWeights, groupLosses, counts) = (Enumerable.Repeat(1f / classes, classes).ToArray(), new float[classes], new long[classes]);
ClassWeights.Count(train.Labels, counts);
Report("group DRO", training.Run(
    (logits, batch) => CrossEntropy(logits, batch, [.. groupWeights.Zip(counts, (weight, count) => weight * train.RowCount / count)]),
    (_, losses, _) =>
    {
        GroupWeights.MeanLosses(losses, train.Labels, groupLosses);
        GroupWeights.Step(groupLosses, groupWeights, stepSize: 1);
    }));

void CrossEntropy(float[] logits, Batch batch, float[] perClass) => SoftmaxLoss.Evaluate(
    new SoftmaxCrossEntropy<float>(),
    logits,
    classes,
    batch.Labels,
    new LossWeights<float> { PerClass = perClass, PerSample = batch.Weights },
    new LossOutputs<float> { Gradient = logits, Scale = GradientScale.PerWeight });

void Distillation(float[] logits, Batch batch) => SoftTargetLoss.Evaluate(
    new DistillationLoss<float>(temperature: 2),
    logits,
    LogitLayout.RowMajor(classes),
    Training.Gather(targets, batch.Rows, classes),
    new LossWeights<float> { PerClass = classWeights },
    new LossOutputs<float> { Gradient = logits, Scale = GradientScale.PerWeight });

void Report(string name, Network network)
{
    var matrix = new ConfusionMatrix(classes);
    matrix.AddScores<float>(network.Logits(inputs, out _), test.Labels);
    Console.WriteLine(FormattableString.Invariant($"{name}: balanced accuracy {matrix.BalancedAccuracy:F3}"));
}
