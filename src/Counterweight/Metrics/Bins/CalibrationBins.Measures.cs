namespace Counterweight.Metrics.Bins;

/// <content>Measures of all bins.</content>
public sealed partial class CalibrationBins
{
    /// <summary>Expected calibration error Σ W_k·|f_k − p_k|/W of bins of weight W_k, mean probability p_k and frequency f_k; NaN without rows.</summary>
    /// <remarks>It depends on the bins. Source: M. Naeini, G. Cooper, M. Hauskrecht, Obtaining Well Calibrated Probabilities Using Bayesian Binning, 2015.</remarks>
    public double ExpectedCalibrationError
    {
        get
        {
            var (sum, all) = (0.0, Weight);
            for (var k = 0; k < BinCount; k++)
            {
                var bin = Bin(k);
                sum += bin.Weight > 0 ? bin.Weight / all * Math.Abs(bin.Frequency - bin.MeanProbability) : 0;
            }

            return all > 0 ? sum : double.NaN;
        }
    }

    /// <summary>Maximum calibration error, the greatest |f_k − p_k| of a bin that has rows; NaN without rows.</summary>
    public double MaximumCalibrationError
    {
        get
        {
            var greatest = double.NaN;
            for (var k = 0; k < BinCount; k++)
            {
                var bin = Bin(k);
                var error = Math.Abs(bin.Frequency - bin.MeanProbability);
                greatest = bin.Weight > 0 && !(error <= greatest) ? error : greatest;
            }

            return greatest;
        }
    }

    /// <summary>The parts of the Brier score; all NaN without rows.</summary>
    public BrierDecomposition DecomposeBrier()
    {
        var (all, ofOnes) = (Total().Weight.Value, 0.0);
        for (var k = 0; k < BinCount; k++)
        {
            ofOnes += sums[(2 * k) + 1].Weight.Value / all;
        }

        var (reliability, resolution, variance, covariance) = (0.0, 0.0, 0.0, 0.0);
        for (var k = 0; k < BinCount; k++)
        {
            var bin = Bin(k);
            if (bin.Weight > 0)
            {
                var (zeros, ones) = (sums[2 * k], sums[(2 * k) + 1]);
                zeros.Add(in ones);
                var share = zeros.Weight.Value / all;
                reliability += share * Square(bin.MeanProbability - bin.Frequency);
                resolution += share * Square(bin.Frequency - ofOnes);
                variance += (zeros.Square.Value / all) - (share * Square(bin.MeanProbability));
                covariance += (ones.Probability.Value / all) - (share * bin.MeanProbability * bin.Frequency);
            }
        }

        return all > 0 ? new(reliability, resolution, ofOnes * (1 - ofOnes), Math.Max(variance, 0), covariance) : new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
    }

    private static double Square(double number) => number * number;
}
