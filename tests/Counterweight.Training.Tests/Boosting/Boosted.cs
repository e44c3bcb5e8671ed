using Counterweight.Training.Boosting;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>What tests of boosting share.</summary>
public static class Boosted
{
    /// <summary>A few rounds without penalties.</summary>
    internal static readonly GradientBoostingOptions Few = new() { Rounds = 5, Tree = new() { L2 = 0, MinHessian = 0 } };

    public static TheoryData<GradientTreeGrowth, GradientMulticlass> Kinds =>
        new MatrixTheoryData<GradientTreeGrowth, GradientMulticlass>(Enum.GetValues<GradientTreeGrowth>(), Enum.GetValues<GradientMulticlass>());

    internal static byte[] Bytes(GradientBoostingModel model) => TestData.Saved(new GradientBoostingClassifier(model, Math.Max(2, model.OutputCount)));
}
