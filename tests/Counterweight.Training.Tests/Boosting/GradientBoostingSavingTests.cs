using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>Boosted models in files.</summary>
public class GradientBoostingSavingTests
{
    [Theory]
    [MemberData(nameof(Boosted.Kinds), MemberType = typeof(Boosted))]
    public void SavedModelsPredictTheSame(GradientTreeGrowth growth, GradientMulticlass multiclass)
    {
        var data = TestData.Random(15, 400, 3, 3, distinct: 9, missing: 0.1);
        bool[] categorical = [false, true, false];
        var bins = BinnedDataset.Create(data, isCategorical: categorical);
        var model = GradientBoostingClassifier.Fit(bins, Boosted.Few with { Multiclass = multiclass, Tree = Boosted.Few.Tree with { Growth = growth } });
        var bytes = TestData.Saved(model);
        var loaded = ModelFile.Load<GradientBoostingClassifier>(new MemoryStream(bytes)).Model;
        var (before, after) = (new double[1200], new double[1200]);
        model.PredictProbabilities(data, before);
        loaded.PredictProbabilities(data, after);
        Assert.Equal(before, after);
        Assert.Equal(bytes, TestData.Saved(loaded));
        Assert.Equal(model.Model.FeatureImportances(), loaded.Model.FeatureImportances());
        for (var at = 0; at < bytes.Length; at += 97)
        {
            var damaged = bytes.ToArray();
            damaged[at] ^= 4;
            Assert.Throws<InvalidDataException>(() => ModelFile.Load(new MemoryStream(damaged)));
            Assert.Throws<InvalidDataException>(() => ModelFile.Load(new MemoryStream(bytes[..at])));
        }
    }

    [Fact]
    public void ModelsOfOneScoreAndOfNoTreeAreSavedToo()
    {
        var data = GradientBoostingQualityTests.Skewed(300);
        var none = new GradientBoostingClassifier(new GradientBoostingModel(4, false, [0.5], TreeStructure.None, [], []), 2);
        var loaded = ModelFile.Load<GradientBoostingClassifier>(new MemoryStream(TestData.Saved(none))).Model;
        Assert.Equal(TestData.Predict(none, data), TestData.Predict(loaded, data));
        var values = GradientBoostingRegressor.Fit(BinnedDataset.Create(data).WithTargets(new float[300]), Boosted.Few);
        Assert.Equal(TestData.Saved(values), TestData.Saved(ModelFile.Load<GradientBoostingRegressor>(new MemoryStream(TestData.Saved(values))).Model));
        Assert.Throws<InvalidDataException>(() => ModelFile.Load<GradientBoostingRegressor>(new MemoryStream(TestData.Saved(none))));
    }
}
