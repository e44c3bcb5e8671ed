using Counterweight.Training.Data;
using Counterweight.Training.Evaluation;
using Counterweight.Training.Forests;
using Xunit;

namespace Counterweight.Training.Tests.Forests;

public class ForestQualityTests
{
    // Balanced accuracy of scikit-learn 1.2.1 over the same splits and three repetitions: Golden/scikit_forests.py.
    [Theory]
    [InlineData("pima", false, "balanced", 0.7242)]
    [InlineData("pima", false, "balanced per bootstrap", 0.7200)]
    [InlineData("pima", true, "balanced", 0.7160)]
    [InlineData("glass", false, "balanced", 0.7143)]
    [InlineData("glass", false, "balanced per bootstrap", 0.7104)]
    [InlineData("glass", true, "balanced", 0.7126)]
    [InlineData("breast-cancer", false, "balanced", 0.9568)]
    [InlineData("breast-cancer", false, "balanced per bootstrap", 0.9576)]
    [InlineData("breast-cancer", true, "balanced", 0.9641)]
    public void ForestsAreNoWorseThanThoseOfScikitLearn(string name, bool extra, string weighting, double theirs)
    {
        const int Splits = 10;
        const int Repetitions = 3;
        var data = name switch { "pima" => TestData.Pima(), "glass" => TestData.Glass(), _ => TestData.BreastCancer() };
        var ours = 0.0;
        for (ulong seed = 0; seed < Splits; seed++)
        {
            var split = StratifiedSplit.Create(data.Labels, 0.3, seed);
            var train = data.Subset([.. split.TrainRows]);
            var test = data.Subset([.. split.TestRows]);
            for (ulong repetition = 0; repetition < Repetitions; repetition++)
            {
                Forest forest = extra
                    ? ExtraTreesClassifier.Fit(train, new ExtraTreesOptions { Weighting = Weightings.Named(weighting), Seed = (10 * repetition) + seed })
                    : RandomForestClassifier.Fit(train, new RandomForestOptions { Weighting = Weightings.Named(weighting), Seed = (10 * repetition) + seed });
                ours += new ClassificationReport(test.Labels, TestData.Predict(forest, test), test.ClassCount).BalancedAccuracy / (Splits * Repetitions);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{name} {extra} {weighting}: {ours:F4}, theirs {theirs:F4}"));
        Assert.InRange(ours, theirs - 0.01, 1);
    }
}
