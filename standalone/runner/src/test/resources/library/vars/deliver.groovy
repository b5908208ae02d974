def call(Map config) {
    if (config.what) {
        pipeline {
            agent none
            stages {
                stage('Deliver') {
                    steps {
                        echo "Delivering ${config.what}"
                    }
                }
            }
        }
    }
}
