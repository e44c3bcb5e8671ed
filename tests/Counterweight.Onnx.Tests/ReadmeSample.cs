// sample: usings
using Counterweight.Decisions;
using Counterweight.Onnx;
using Counterweight.Training;
using Counterweight.Training.Boosting;
using Counterweight.Training.Models;
// end
using Counterweight.Training.Tests;
// sample: usings of ONNX Runtime
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
// end
using Xunit;

namespace Counterweight.Onnx.Tests;

/// <summary>The code of the package's README, each sample between its markers, and what it must do.</summary>
public sealed class ReadmeSample
{
    [Fact]
    public void AFileIsWrittenAndAsked()
    {
        var train = TestData.Pima();
        var folder = Directory.CreateTempSubdirectory("counterweight-onnx-");
        try
        {
            var path = Path.Combine(folder.FullName, "model.onnx");

            // sample: a file
            var model = CalibratedClassifier.Fit(
                train,
                (rows, _, input) => GradientBoostingClassifier.Fit(rows, new() { Rounds = 50, Weighting = ClassWeighting.Balanced }, input));
            OnnxFile.Save(model, path, ModelSchema.Of(train), new OnnxOptions
            {
                ElementType = OnnxElementType.Floats, // rows of floats; the default is doubles
                Decision = OnnxDecision.LeastExpectedCost(CostMatrix.OfMistakes(falseAlarm: 1, miss: 5)),
            });

            using var session = new InferenceSession(path);
            var row = new DenseTensor<float>(new float[] { 6, 148, 72, 35, float.NaN, 33.6f, 0.627f, 50 }, [1, 8]); // NaN is a missing value
            using var results = session.Run([NamedOnnxValue.CreateFromTensor("features", row)]);
            var label = results.Single(result => result.Name is "label").AsEnumerable<string>().Single();
            var probabilities = results.Single(result => result.Name is "probabilities").AsEnumerable<float>().ToArray();
            // end

            Assert.Equal(probabilities[1] > 1.0 / 6 ? "pos" : "neg", label);
            Assert.Equal(1, probabilities.Sum(), 1e-6);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
